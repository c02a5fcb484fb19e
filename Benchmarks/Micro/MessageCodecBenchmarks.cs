using BenchmarkDotNet.Attributes;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>Control messages into bytes and back, checksum included.</summary>
public class MessageCodecBenchmarks
{
    private const uint Channel = 5;

    private readonly byte[] _memory = new byte[1024];

    /// <summary>Goes with every data message.</summary>
    [Benchmark]
    public bool DataHeader()
    {
        MessageHeader.WriteData(_memory, Channel, bodyLength: 64 * 1024);
        return MessageHeader.TryRead(_memory, out _);
    }

    /// <summary>The most frequent message besides data.</summary>
    [Benchmark]
    public bool AddCredit() => AddCreditMessage.TryRead(Body(MessageCodec.Encode(_memory, Channel, new AddCreditMessage(64 * 1024))), out _);

    /// <summary>Once for each partition.</summary>
    [Benchmark]
    public bool OpenWrite() => OpenWriteMessage.TryRead(Body(MessageCodec.Encode(_memory, Channel, new OpenWriteMessage(MicroData.Attempt, SubpartitionCount: 8))), out _);

    private ReadOnlySpan<byte> Body(int messageLength) => _memory.AsSpan(MessageHeader.Length, messageLength - MessageHeader.Length);
}
