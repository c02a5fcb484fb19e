using System.Threading.Channels;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// Sums a worker's part of a matrix from the indexes of its committed partitions, one matrix at a time: those in memory at once, each directory's on its own
/// threads. Thread-safe. Owned by the inspection.
/// </summary>
internal sealed class MatrixSums(PartitionStore store)
{
    // Whoever has put something in has his turn, and takes it out again: a lock that can be waited for, without anything to dispose of.
    private readonly Channel<bool> _turn = Channel.CreateBounded<bool>(1);

    public async Task<MatrixPart> SumAsync(MatrixRequest request, CancellationToken cancellation)
    {
        await _turn.Writer.WriteAsync(true, cancellation);
        try
        {
            IReadOnlyList<(StoredAttempt Attempt, KeptPartition? Kept)> committed =
                store.InspectNewest(request.Job, request.DataSet, request.FromProducer, request.Producers);
            MatrixCells cells = new(request);
            (StoredAttempt Attempt, KeptPartition? Kept)[] sampled = [.. Sample(committed)];
            foreach ((StoredAttempt attempt, KeptPartition? kept) in sampled)
            {
                if (kept is not null)
                {
                    cells.Add(attempt.Id.Partition.PartitionIndex, kept.Index, attempt.SubpartitionCount);
                }
            }

            await Task.WhenAll(sampled
                .Where(one => one.Kept is null)
                .GroupBy(one => one.Attempt.Directory, one => one.Attempt)
                .Select(directory => new MatrixReads(store, directory.Key, directory, cells, cancellation).RunAsync()));
            cancellation.ThrowIfCancellationRequested();
            return cells.Sum(committed.Count);
        }
        finally
        {
            _turn.Reader.TryRead(out _);
        }
    }

    private static IEnumerable<T> Sample<T>(IReadOnlyList<T> all)
    {
        int count = Math.Min(all.Count, InspectionLimits.MatrixIndexes);
        return Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)]);
    }
}
