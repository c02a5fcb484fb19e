using BenchmarkDotNet.Attributes;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>The index of a map partition of four regions: made while frames arrive, written, read again and searched.</summary>
public class RegionIndexBenchmarks
{
    private const int Regions = 4;

    private FrameHeader[] _frames = [];
    private byte[] _stored = [];
    private RegionIndexBuilder _builder = null!;
    private RegionIndex _index = null!;
    private int _consumer;

    /// <summary>How many subpartitions it has, with one frame in each region.</summary>
    [Params(8, 200, 2000)]
    public int Subpartitions { get; set; }

    /// <summary>Makes the frames and their index.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _frames = [.. Enumerable.Range(0, Regions * Subpartitions).Select(i => new FrameHeader(
            PayloadLength: 8 * 1024, i % Subpartitions, i / Subpartitions, (uint)i, FrameKind.Data, FrameFlags.None, Checksum: (uint)i * 2654435761))];
        _builder = Build();
        _index = _builder.Build();
        _stored = new byte[_index.Length];
        _index.Write(_stored);
    }

    /// <summary>Check and add every frame, and finish.</summary>
    [Benchmark]
    public int BuildIndex() => Build().Build().Length;

    /// <summary>The file form of a finished index.</summary>
    [Benchmark]
    public void WriteIndex() => _index.Write(_stored);

    /// <summary>A stored index, checked and taken over.</summary>
    [Benchmark]
    public bool ReadIndex() => RegionIndex.TryRead(_stored, Subpartitions, _builder.Receipt, out _);

    /// <summary>Where the frames of one consumer lie.</summary>
    [Benchmark]
    public long Lookup()
    {
        _consumer = (_consumer + 1) % Subpartitions;
        return ConsumerLookup.BytesOf(_index, _consumer);
    }

    private RegionIndexBuilder Build()
    {
        RegionIndexBuilder builder = new(Subpartitions, maxRegions: Regions, maxFrames: _frames.Length);
        foreach (FrameHeader frame in _frames)
        {
            if (builder.Check(frame) != ShuffleErrorCode.None)
            {
                throw new InvalidOperationException($"{frame} was refused.");
            }

            builder.Add(frame);
        }

        return builder;
    }
}
