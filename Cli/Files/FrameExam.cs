using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Files;

/// <summary>Looks at one frame's bytes.</summary>
internal static class FrameExam
{
    /// <summary>What is wrong with a frame in itself; null if nothing is.</summary>
    /// <param name="bytes">From its first byte; behind it may be others.</param>
    /// <param name="seed">Whose frame it must be.</param>
    /// <param name="header">What it says of itself.</param>
    public static string? Check(ReadOnlySpan<byte> bytes, FrameSeed seed, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < FrameHeader.Length)
        {
            return "the file ends inside of its header";
        }

        if (!FrameHeader.TryRead(bytes, out header))
        {
            return "a field of its header has an impossible value";
        }

        if (bytes.Length < header.FrameLength)
        {
            return "its length reaches beyond its place";
        }

        Crc32C crc = seed.Begin();
        crc.Append(bytes[..FrameHeader.ChecksummedLength]);
        crc.Append(bytes[FrameHeader.Length..header.FrameLength]);
        return crc.Value == header.Checksum ? null : Invariant($"its CRC-32C is {crc.Value:x8}, its header says {header.Checksum:x8}");
    }

    /// <summary>The same for a frame that an index tells of.</summary>
    public static string? Check(ReadOnlySpan<byte> bytes, FrameSeed seed, FrameEntry entry, uint sequence, out FrameHeader header)
    {
        string? wrong = Check(bytes, seed, out header);
        return wrong is not null ? wrong
            : header.FrameLength != entry.Length ? "its length is not that of the index"
            : header.Checksum != entry.Checksum ? "its CRC-32C is not that of the index"
            : header.Sequence != sequence ? Invariant($"its sequence number is {header.Sequence}")
            : null;
    }
}
