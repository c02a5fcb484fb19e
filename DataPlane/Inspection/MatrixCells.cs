using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>The sums of a matrix while indexes are added to it, payload bytes. Thread-safe: disks add at the same time.</summary>
internal sealed class MatrixCells
{
    private readonly Lock _lock = new();
    private readonly EvenBins _rows;
    private readonly EvenBins _columns;
    private readonly EvenBins _subpartitions;
    private readonly long[] _bytes;
    private readonly long[] _subpartitionBytes;
    private int _sampled;

    public MatrixCells(MatrixRequest request)
    {
        _rows = new EvenBins(request.FromProducer, request.Producers, request.Rows);
        _columns = new EvenBins(request.FromSubpartition, request.Subpartitions, request.Columns);
        _subpartitions = _columns with { Count = Math.Min(request.Subpartitions, InspectionLimits.SubpartitionBins) };
        _bytes = new long[request.Rows * request.Columns];
        _subpartitionBytes = new long[_subpartitions.Count];
    }

    /// <summary>What was added.</summary>
    /// <param name="committed">Producers in view with committed data.</param>
    public MatrixPart Sum(int committed)
    {
        lock (_lock)
        {
            return new MatrixPart(_rows.Count, _columns.Count, [.. _bytes], [.. _subpartitionBytes], committed, _sampled);
        }
    }

    /// <summary>Adds a map partition.</summary>
    public void Add(int producer, RegionIndex index, int subpartitionCount)
    {
        lock (_lock)
        {
            long broadcast = 0;
            foreach (RunEntry run in index.Runs)
            {
                long bytes = PayloadOf(index.Frames.AsSpan(run.FirstFrame, run.FrameCount));
                if (run.Subpartition == FrameHeader.BroadcastSubpartition)
                {
                    broadcast += bytes;
                }
                else
                {
                    AddTo(producer, run.Subpartition, bytes);
                }
            }

            AddToEach(producer, subpartitionCount, broadcast);
            _sampled++;
        }
    }

    /// <summary>Adds a contribution; a broadcast lies in a piece of each subpartition.</summary>
    public void Add(int producer, ContributionIndex index)
    {
        lock (_lock)
        {
            foreach (ContributionPiece piece in index.Pieces)
            {
                AddTo(producer, piece.Subpartition, PayloadOf(index.Frames.AsSpan(piece.FirstFrame, piece.FrameCount)));
            }

            _sampled++;
        }
    }

    private void AddTo(int producer, int subpartition, long bytes)
    {
        if (_columns.Contains(subpartition))
        {
            _bytes[CellOf(producer, _columns.BinOf(subpartition))] += bytes;
            _subpartitionBytes[_subpartitions.BinOf(subpartition)] += bytes;
        }
    }

    private void AddToEach(int producer, int subpartitionCount, long bytes)
    {
        for (int column = 0; bytes > 0 && column < _columns.Count; column++)
        {
            _bytes[CellOf(producer, column)] += bytes * _columns.WidthBelow(column, subpartitionCount);
        }

        for (int bin = 0; bytes > 0 && bin < _subpartitions.Count; bin++)
        {
            _subpartitionBytes[bin] += bytes * _subpartitions.WidthBelow(bin, subpartitionCount);
        }
    }

    private int CellOf(int producer, int column) => (_rows.BinOf(producer) * _columns.Count) + column;

    private static long PayloadOf(ReadOnlySpan<FrameEntry> frames)
    {
        long bytes = 0;
        foreach (FrameEntry frame in frames)
        {
            bytes += frame.Length - FrameHeader.Length;
        }

        return bytes;
    }
}
