using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>
/// Walks through the frames of a range of subpartitions of a map partition, in file order.
/// </summary>
internal sealed class RangeCursor : IFrameCursor
{
    private readonly IFrameSource _source;
    private readonly RegionIndex _index;
    private readonly SubpartitionRange _range;
    private int _region = -1;
    private int _frame;
    private int _endFrame;
    private long _offset;
    private FrameDigest _digest;

    public RangeCursor(IFrameSource source, RegionIndex index, SubpartitionRange range)
    {
        _source = source;
        _index = index;
        _range = range;
        NextRegion();
    }

    public bool IsAtEnd => _region == _index.Regions.Length;

    public int NextFrameLength => _index.Frames[_frame].Length;

    public ulong Digest => _digest.Value;

    public FrameStretch Take(long maxBytes, int maxFrames)
    {
        long start = _offset;
        long length = 0;
        int count = 0;
        while (_frame < _endFrame && count < maxFrames && length + _index.Frames[_frame].Length <= maxBytes)
        {
            length += _index.Frames[_frame].Length;
            _digest.Append(_index.Frames[_frame].Checksum);
            _frame++;
            count++;
        }

        _offset += length;
        if (_frame == _endFrame && !IsAtEnd)
        {
            NextRegion();
        }

        return new FrameStretch(_source, start, length, count);
    }

    /// <summary>Frames and bytes from here to the end of the range; the cursor stays where it is.</summary>
    public (long FrameCount, long Bytes) MeasureAhead()
    {
        (int region, int frame, int endFrame, long offset, FrameDigest digest) = (_region, _frame, _endFrame, _offset, _digest);
        (long FrameCount, long Bytes) ahead = this.Measure();
        (_region, _frame, _endFrame, _offset, _digest) = (region, frame, endFrame, offset, digest);
        return ahead;
    }

    private void NextRegion()
    {
        while (++_region < _index.Regions.Length)
        {
            RegionEntry region = _index.Regions[_region];
            ReadOnlySpan<RunEntry> runs = _index.Runs.AsSpan(region.FirstRun, region.RunCount);
            int first = region.IsBroadcast ? 0 : FirstAtOrAbove(runs, _range.First);
            int end = region.IsBroadcast ? runs.Length : FirstAtOrAbove(runs, _range.Last + 1);
            if (first < end)
            {
                _frame = runs[first].FirstFrame;
                _endFrame = runs[end - 1].FirstFrame + runs[end - 1].FrameCount;
                _offset = runs[first].Offset;
                return;
            }
        }
    }

    // Runs ascend, so none lies behind the place that its subpartition has when each has a run, and mostly each has: then no other run is looked at.
    private static int FirstAtOrAbove(ReadOnlySpan<RunEntry> runs, int subpartition)
    {
        int low = 0;
        int high = Math.Min(runs.Length, subpartition);
        if (high == 0 || runs[high - 1].Subpartition < subpartition)
        {
            return high;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (runs[middle].Subpartition < subpartition)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
