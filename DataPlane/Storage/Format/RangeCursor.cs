using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// Walks through the frames of a range of subpartitions in file order, as stretches that lie together in the file and end at frame boundaries. One reader's
/// position: used by one read channel, on its
/// send loop.
/// </summary>
internal sealed class RangeCursor
{
    private readonly RegionIndex _index;
    private readonly SubpartitionRange _range;
    private int _region = -1;
    private int _frame;
    private int _endFrame;
    private long _offset;
    private FrameDigest _digest;

    public RangeCursor(RegionIndex index, SubpartitionRange range)
    {
        _index = index;
        _range = range;
        NextRegion();
    }

    /// <summary>Whether every frame was passed.</summary>
    public bool IsAtEnd => _region == _index.Regions.Length;

    /// <summary>Length of the next frame, header included. Not at the end.</summary>
    public int NextFrameLength => _index.Frames[_frame].Length;

    /// <summary>Digest over the frames passed so far.</summary>
    public ulong Digest => _digest.Value;

    /// <summary>How many frames and bytes a range has in all.</summary>
    public static (long FrameCount, long Bytes) Measure(RegionIndex index, SubpartitionRange range)
    {
        RangeCursor cursor = new(index, range);
        long bytes = 0;
        long frames = 0;
        while (!cursor.IsAtEnd)
        {
            (_, long length, int count) = cursor.Take(long.MaxValue, int.MaxValue);
            bytes += length;
            frames += count;
        }

        return (frames, bytes);
    }

    /// <summary>Passes the next frames that lie together, at most so many bytes and frames.</summary>
    /// <returns>Where they begin, how long they are, how many they are: zero if the next frame alone is longer than <paramref name="maxBytes"/>.</returns>
    public (long Offset, long Length, int FrameCount) Take(long maxBytes, int maxFrames)
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

        return (start, length, count);
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

    private static int FirstAtOrAbove(ReadOnlySpan<RunEntry> runs, int subpartition)
    {
        int low = 0;
        int high = runs.Length;
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
