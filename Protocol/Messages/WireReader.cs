using System.Buffers.Binary;
using System.Text;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Reads the fields of a message body, little-endian, one after the other, from bytes nobody vouches for. A field that does not fit gives zero and makes
/// <see cref="IsComplete"/> false for good, so a decoder reads all its fields and asks once at the end.
/// </summary>
public ref struct WireReader
{
    private readonly ReadOnlySpan<byte> _source;
    private int _read;
    private bool _overrun;

    /// <summary>Starts at the beginning of <paramref name="source"/>.</summary>
    public WireReader(ReadOnlySpan<byte> source) => _source = source;

    /// <summary>Whether every field fitted and nothing is left over.</summary>
    public readonly bool IsComplete => !_overrun && _read == _source.Length;

    /// <summary>Whether every field so far fitted.</summary>
    public readonly bool IsValid => !_overrun;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _source.Length - _read;

    /// <summary>Reads one byte.</summary>
    public byte Byte() => TryTake(1, out ReadOnlySpan<byte> field) ? field[0] : (byte)0;

    /// <summary>Reads 2 bytes.</summary>
    public ushort UInt16() => TryTake(2, out ReadOnlySpan<byte> field) ? BinaryPrimitives.ReadUInt16LittleEndian(field) : (ushort)0;

    /// <summary>Reads 4 bytes.</summary>
    public int Int32() => TryTake(4, out ReadOnlySpan<byte> field) ? BinaryPrimitives.ReadInt32LittleEndian(field) : 0;

    /// <summary>Reads 4 bytes.</summary>
    public uint UInt32() => TryTake(4, out ReadOnlySpan<byte> field) ? BinaryPrimitives.ReadUInt32LittleEndian(field) : 0;

    /// <summary>Reads 8 bytes.</summary>
    public long Int64() => TryTake(8, out ReadOnlySpan<byte> field) ? BinaryPrimitives.ReadInt64LittleEndian(field) : 0;

    /// <summary>Reads 8 bytes.</summary>
    public ulong UInt64() => TryTake(8, out ReadOnlySpan<byte> field) ? BinaryPrimitives.ReadUInt64LittleEndian(field) : 0;

    /// <summary>Reads 16 bytes.</summary>
    public TId Id<TId>()
        where TId : struct, IShuffleId<TId>
        => TryTake(IdBytes.Length, out ReadOnlySpan<byte> field) ? IdBytes.Read<TId>(field) : default;

    /// <summary>Reads a 2-byte length, which is at most <paramref name="maxLength"/>, and that many bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int maxLength)
    {
        int length = UInt16();
        _overrun |= length > maxLength;
        return TryTake(length, out ReadOnlySpan<byte> field) ? field : [];
    }

    /// <summary>
    /// Reads a 2-byte length, which is at most <paramref name="maxBytes"/>, and that many bytes of UTF-8; malformed UTF-8 is replaced, since such text is only
    /// ever shown
    /// to people.
    /// </summary>
    public string Text(int maxBytes) => Encoding.UTF8.GetString(Bytes(maxBytes));

    private bool TryTake(int count, out ReadOnlySpan<byte> field)
    {
        if (_overrun || count > Remaining)
        {
            _overrun = true;
            field = [];
            return false;
        }

        field = _source.Slice(_read, count);
        _read += count;
        return true;
    }
}
