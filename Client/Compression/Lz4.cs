using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.Client.Compression;

/// <summary>
/// The payload of a compressed frame: a 4-byte little-endian uncompressed length, then one LZ4 block (docs/protocol.md). Blocks are made and read by the
/// system's liblz4 (package liblz4-1 on Debian).
/// </summary>
internal static unsafe partial class Lz4
{
    /// <summary>Bytes in front of the block.</summary>
    public const int PrefixLength = 4;

    private const string Library = "liblz4.so.1";

    /// <summary>Whether the system has the library.</summary>
    public static bool IsAvailable { get; } = Probe();

    /// <summary>Compresses a payload if that makes it shorter.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="destination">At least as long as the payload.</param>
    /// <returns>Bytes of the compressed payload, prefix included; 0 if it would not be shorter.</returns>
    public static int TryCompress(ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        int room = payload.Length - PrefixLength - 1;
        if (room <= 0)
        {
            return 0;
        }

        fixed (byte* source = payload, target = destination)
        {
            int length = Compress(source, target + PrefixLength, payload.Length, room);
            if (length <= 0)
            {
                return 0;
            }

            BinaryPrimitives.WriteInt32LittleEndian(destination, payload.Length);
            return PrefixLength + length;
        }
    }

    /// <summary>The length a compressed payload says it will have.</summary>
    /// <returns>False if it is too short to say, or says more than <paramref name="maximum"/> or less than one byte.</returns>
    public static bool TryReadLength(ReadOnlySpan<byte> compressed, int maximum, out int length)
    {
        length = compressed.Length > PrefixLength ? BinaryPrimitives.ReadInt32LittleEndian(compressed) : 0;
        return length > 0 && length <= maximum;
    }

    /// <summary>Decompresses a payload into exactly the length it said.</summary>
    /// <returns>False if the block is damaged; the destination's content is then undefined.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> compressed, Span<byte> destination)
    {
        fixed (byte* source = compressed[PrefixLength..], target = destination)
        {
            return Decompress(source, target, compressed.Length - PrefixLength, destination.Length) == destination.Length;
        }
    }

    private static bool Probe()
    {
        if (!NativeLibrary.TryLoad(Library, out nint handle))
        {
            return false;
        }

        NativeLibrary.Free(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "LZ4_compress_default")]
    private static partial int Compress(byte* source, byte* target, int sourceLength, int targetLength);

    [LibraryImport(Library, EntryPoint = "LZ4_decompress_safe")]
    private static partial int Decompress(byte* source, byte* target, int sourceLength, int targetLength);
}
