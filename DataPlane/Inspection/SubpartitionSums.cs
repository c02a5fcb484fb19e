using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// Bytes and frames by subpartition, of a window of subpartitions; equal bins of neighbours where there are too many. What is for every subpartition counts
/// for each.
/// </summary>
internal sealed class SubpartitionSums
{
    private readonly EvenBins _bins;
    private readonly long[] _bytes;
    private readonly long[] _frames;

    /// <param name="first">The first subpartition.</param>
    /// <param name="count">How many.</param>
    public SubpartitionSums(int first, int count)
    {
        _bins = new EvenBins(first, count, Math.Min(count, InspectionLimits.SubpartitionBins));
        _bytes = new long[_bins.Count];
        _frames = new long[_bins.Count];
    }

    public long[] Bytes => _bytes;

    public long[] Frames => _frames;

    /// <param name="subpartition">Which; -1 for every one.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="frames">How many frames.</param>
    public void Add(int subpartition, long bytes, long frames)
    {
        if (subpartition >= 0)
        {
            int bin = _bins.BinOf(subpartition);
            _bytes[bin] += bytes;
            _frames[bin] += frames;
            return;
        }

        for (int bin = 0; bin < _bins.Count; bin++)
        {
            _bytes[bin] += bytes * _bins.WidthOf(bin);
            _frames[bin] += frames * _bins.WidthOf(bin);
        }
    }
}
