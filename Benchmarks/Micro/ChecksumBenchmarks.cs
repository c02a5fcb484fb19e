using BenchmarkDotNet.Attributes;
using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>CRC-32C of bytes that are in the cache: a header, a small payload, frames. Beside it one stream of the processor's instruction, and a copy.</summary>
public class ChecksumBenchmarks
{
    private byte[] _bytes = [];
    private byte[] _copy = [];

    /// <summary>How long the input is.</summary>
    [Params(20, 60, 256, 1024, 32 * 1024, 64 * 1024, 1024 * 1024)]
    public int Bytes { get; set; }

    /// <summary>Makes the input.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _bytes = MicroData.Bytes(Bytes);
        _copy = new byte[Bytes];
    }

    /// <summary>As everybody calls it.</summary>
    [Benchmark(Baseline = true)]
    public uint Checksum() => Crc32C.Of(_bytes);

    /// <summary>One stream of words.</summary>
    [Benchmark]
    public uint Words() => Crc32CWords.Append(0, _bytes);

    /// <summary>Three streams.</summary>
    [Benchmark]
    public uint Streams() => Crc32CStreams.Append(0, _bytes);

    /// <summary>What moving the same bytes costs.</summary>
    [Benchmark]
    public void Copy() => _bytes.CopyTo(_copy, 0);
}
