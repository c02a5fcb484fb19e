using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The wire form of a <see cref="StorageChoice"/>: durability 1, preferred disk kind 1 (0 for none), reserved 2 (zero) = 4 bytes.</summary>
internal static class StorageChoiceField
{
    public const int Length = 1 + 1 + 2;

    public static void Write(ref WireWriter writer, StorageChoice choice)
    {
        writer.Byte((byte)choice.Durability);
        writer.Byte((byte)(choice.PreferredDiskKind ?? 0));
        writer.UInt16(0);
    }

    public static StorageChoice Read(ref WireReader reader, out bool sane)
    {
        Durability durability = (Durability)reader.Byte();
        byte kind = reader.Byte();
        StorageChoice choice = new(durability, kind == 0 ? null : (DiskKind)kind);
        sane = choice.IsKnown() & reader.UInt16() == 0;
        return choice;
    }
}
