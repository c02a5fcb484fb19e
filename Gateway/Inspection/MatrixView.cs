using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Adds up what the workers of a data set know of its matrix. Shared by all requests.</summary>
internal sealed class MatrixView(IServiceInspection service, WorkerQuestions questions)
{
    public async Task<DataSetMatrix> GetAsync(JobId job, DataSetId dataSet, MatrixWindow window, CancellationToken cancellationToken)
    {
        DataSetSummary summary = await service.GetDataSetAsync(job, dataSet, cancellationToken);
        int producerCount = await CountProducersAsync(job, dataSet, cancellationToken);
        (int producers, int rows) = Fit("Producer", window.FromProducer, window.Producers, producerCount, "rows", window.Rows);
        (int subpartitions, int columns) = Fit(
            "Subpartition", window.FromSubpartition, window.Subpartitions, summary.SubpartitionCount, "columns", window.Columns);
        MatrixRequest request = new(job, dataSet, window.FromProducer, producers, window.FromSubpartition, subpartitions, rows, columns);
        WorkerAnswer<MatrixPart>[] answers = await questions.AskAllAsync(
            [.. summary.Workers.Select(worker => worker.Worker)], (worker, end) => worker.SumMatrixAsync(request, end), cancellationToken);
        return Add(request, summary.Kind, [.. answers.Given()], answers.Missing());
    }

    // Producers are numbered without gaps by most engines, but nothing says that all have begun.
    private async Task<int> CountProducersAsync(JobId job, DataSetId dataSet, CancellationToken cancellationToken)
    {
        PartitionQuery last = new(job, dataSet, [], Sort: PartitionSort.Index, Descending: true, Take: 1);
        return (await service.ListPartitionsAsync(last, cancellationToken)).Items is [var partition, ..] ? partition.Index + 1 : 1;
    }

    private static (int Count, int Bins) Fit(string what, int from, int? wanted, int all, string binsName, int? bins)
    {
        if (from < 0 || from >= all)
        {
            throw QueryRules.Invalid($"from{what} is {from}; it may be 0 to {all - 1}.");
        }

        if (wanted is < 1)
        {
            throw QueryRules.Invalid($"{what.ToLowerInvariant()}s is {wanted}; it must be at least 1.");
        }

        if (bins is < 1 or > InspectionLimits.MatrixBins)
        {
            throw QueryRules.Invalid($"{binsName} is {bins}; it may be 1 to {InspectionLimits.MatrixBins}.");
        }

        int count = Math.Min(wanted ?? all, all - from);
        return (count, Math.Min(bins ?? InspectionLimits.MatrixBins, count));
    }

    private static DataSetMatrix Add(
        MatrixRequest request, DataPartitionKind kind, IReadOnlyList<MatrixPart> parts, IReadOnlyList<MissingWorker> missing)
    {
        long[] bytes = Sum(parts.Select(part => part.Bytes), request.Rows * request.Columns);
        long[] bySubpartition = Sum(parts.Select(part => part.SubpartitionBytes), Math.Min(request.Subpartitions, InspectionLimits.SubpartitionBins));
        long hottest = bySubpartition.Max();
        // A contribution lies on several workers, each of which counts its producer.
        Func<Func<MatrixPart, int>, int> together = kind == DataPartitionKind.Reduce
            ? figure => parts.Select(figure).DefaultIfEmpty(0).Max()
            : figure => parts.Sum(figure);
        return new DataSetMatrix(
            request.FromProducer,
            request.Producers,
            request.FromSubpartition,
            request.Subpartitions,
            request.Rows,
            request.Columns,
            bytes,
            [.. Enumerable.Range(0, request.Rows).Select(row => bytes.AsSpan(row * request.Columns, request.Columns).ToArray().Sum())],
            [.. Enumerable.Range(0, request.Columns).Select(column => Enumerable.Range(0, request.Rows).Sum(row => bytes[(row * request.Columns) + column]))],
            together(part => part.Committed),
            together(part => part.Sampled),
            hottest == 0 ? null : request.FromSubpartition + FirstOf(Array.IndexOf(bySubpartition, hottest), bySubpartition.Length, request.Subpartitions),
            hottest,
            bySubpartition.Average(),
            missing);
    }

    private static long[] Sum(IEnumerable<IReadOnlyList<long>> parts, int length)
    {
        long[] sum = new long[length];
        foreach (IReadOnlyList<long> part in parts)
        {
            for (int i = 0; i < Math.Min(length, part.Count); i++)
            {
                sum[i] += part[i];
            }
        }

        return sum;
    }

    // Where a bin of a window begins.
    private static int FirstOf(int bin, int bins, int window) => (int)((((long)bin * window) + bins - 1) / bins);
}
