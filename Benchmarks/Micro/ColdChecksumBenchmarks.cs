using BenchmarkDotNet.Attributes;
using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>CRC-32C of frames that lie in memory, in none of the caches: one after the other of a block that is larger than they are.</summary>
public class ColdChecksumBenchmarks
{
    private const int BlockBytes = 256 * 1024 * 1024;

    private readonly byte[] _copy = new byte[64 * 1024];
    private byte[] _block = [];
    private int _next;

    /// <summary>How long a frame is.</summary>
    [Params(64 * 1024)]
    public int Bytes { get; set; }

    /// <summary>Makes the block.</summary>
    [GlobalSetup]
    public void Setup() => _block = MicroData.Bytes(BlockBytes);

    /// <summary>As everybody calls it.</summary>
    [Benchmark(Baseline = true)]
    public uint Checksum() => Crc32C.Of(NextFrame());

    /// <summary>One stream of words.</summary>
    [Benchmark]
    public uint Words() => Crc32CWords.Append(0, NextFrame());

    /// <summary>What moving the same bytes into the cache costs.</summary>
    [Benchmark]
    public void Copy() => NextFrame().CopyTo(_copy);

    private ReadOnlySpan<byte> NextFrame()
    {
        int at = _next;
        _next = (at + Bytes) % BlockBytes;
        return _block.AsSpan(at, Bytes);
    }
}
