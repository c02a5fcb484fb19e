using BenchmarkDotNet.Attributes;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>What is done to each frame besides moving it.</summary>
public class FramingBenchmarks
{
    private readonly FrameSeed _seed = new(MicroData.Attempt.Partition, MicroData.Attempt.Attempt);
    private byte[] _frame = [];
    private FrameHeader _header;

    /// <summary>How long the payload is.</summary>
    [Params(1024, 8 * 1024, 64 * 1024)]
    public int Bytes { get; set; }

    /// <summary>Makes the frame.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _frame = MicroData.Bytes(FrameHeader.Length + Bytes);
        _header = new FrameHeader(Bytes, Subpartition: 7, Region: 1, Sequence: 9, FrameKind.Data, FrameFlags.None, Checksum: 0);
    }

    /// <summary>A header into memory and out of it again.</summary>
    [Benchmark]
    public bool WriteAndReadHeader()
    {
        _header.Write(_frame);
        return FrameHeader.TryRead(_frame, out _);
    }

    /// <summary>The writer's part: header and checksum.</summary>
    [Benchmark]
    public uint Seal() => _seed.Seal(_header, _frame);
}
