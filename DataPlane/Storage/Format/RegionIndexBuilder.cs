using System.Runtime.InteropServices;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// Builds the index of a partition while its frames arrive, and holds them to the rules of a partition: sequence numbers without gaps, regions without gaps,
/// subpartitions ascending inside a region, a region all
/// broadcast or not at all. Used by one write channel, on its receive loop; read by the disk after the last frame.
/// </summary>
internal sealed partial class RegionIndexBuilder
{
    private readonly List<RegionEntry> _regions = [];
    private readonly List<RunEntry> _runs = [];
    private readonly List<FrameEntry> _frames = [];
    private readonly int _subpartitionCount;
    private readonly int _maxRegions;
    private readonly int _maxFrames;
    private FrameDigest _digest;
    private long _offset = PartitionFileHeader.Length;

    public RegionIndexBuilder(int subpartitionCount, int maxRegions, int maxFrames)
    {
        _subpartitionCount = subpartitionCount;
        _maxRegions = maxRegions;
        _maxFrames = maxFrames;
    }

    /// <summary>What was added so far.</summary>
    public PartitionReceipt Receipt =>
        new(_regions.Count, _frames.Count, _offset - PartitionFileHeader.Length - ((long)_frames.Count * FrameHeader.Length), _digest.Value);

    /// <summary>Whether a frame may come next.</summary>
    public ShuffleErrorCode Check(in FrameHeader header)
    {
        int region = _regions.Count - 1;
        if (header.Kind == FrameKind.Producer)
        {
            return ShuffleErrorCode.UnexpectedMessage;
        }

        if (!header.IsBroadcast && header.Subpartition >= _subpartitionCount)
        {
            return ShuffleErrorCode.SubpartitionOutOfRange;
        }

        if (header.Sequence != (uint)_frames.Count)
        {
            return ShuffleErrorCode.FrameOutOfOrder;
        }

        if (_frames.Count == _maxFrames)
        {
            return ShuffleErrorCode.PartitionTooLarge;
        }

        if (header.Region == region + 1)
        {
            return header.Region < _maxRegions ? ShuffleErrorCode.None : ShuffleErrorCode.PartitionTooLarge;
        }

        bool fits = header.Region == region && header.IsBroadcast == _regions[region].IsBroadcast && header.Subpartition >= _runs[^1].Subpartition;
        return fits ? ShuffleErrorCode.None : ShuffleErrorCode.FrameOutOfOrder;
    }

    /// <summary>Adds a frame that was checked.</summary>
    public void Add(in FrameHeader header)
    {
        bool newRegion = header.Region == _regions.Count;
        if (newRegion)
        {
            _regions.Add(new RegionEntry(_offset, _runs.Count, 0, header.IsBroadcast));
        }

        if (newRegion || _runs[^1].Subpartition != header.Subpartition)
        {
            _runs.Add(new RunEntry(header.Subpartition, _frames.Count, 0, _offset));
            ref RegionEntry region = ref CollectionsMarshal.AsSpan(_regions)[^1];
            region = region with { RunCount = region.RunCount + 1 };
        }

        ref RunEntry run = ref CollectionsMarshal.AsSpan(_runs)[^1];
        run = run with { FrameCount = run.FrameCount + 1 };
        _frames.Add(new FrameEntry(header.FrameLength, header.Checksum));
        _digest.Append(header.Checksum);
        _offset += header.FrameLength;
        Volatile.Write(ref _added, _frames.Count);
    }

    /// <summary>The finished index.</summary>
    public RegionIndex Build() => new([.. _regions], [.. _runs], [.. _frames]);
}
