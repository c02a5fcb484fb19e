using System.Buffers.Binary;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>
/// What stands before each piece: gRPC's compressed flag and message length (1 + 4 bytes, big-endian), then the message's own first field, the consumer (4
/// bytes, big-endian; counted by the length).
/// </summary>
internal readonly record struct MessagePrefix(int Consumer, int PieceBytes)
{
    /// <summary>1 + 4 + 4.</summary>
    public const int Size = 9;

    private const int ConsumerBytes = 4;

    public void Write(Span<byte> destination)
    {
        destination[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], ConsumerBytes + PieceBytes);
        BinaryPrimitives.WriteInt32BigEndian(destination[5..], Consumer);
    }

    public static MessagePrefix Read(ReadOnlySpan<byte> source)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(source[1..]);
        return source[0] == 0 && length >= ConsumerBytes
            ? new MessagePrefix(BinaryPrimitives.ReadInt32BigEndian(source[5..]), length - ConsumerBytes)
            : throw new InvalidDataException($"A message of {length} bytes with the flag {source[0]} is none of ours.");
    }
}
