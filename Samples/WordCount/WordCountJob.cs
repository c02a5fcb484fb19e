using System.Globalization;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Samples.BatchEngine.Drivers;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Reports;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>The job as its driver sees it.</summary>
/// <param name="inputs">What to count.</param>
/// <param name="outputPath">Where the counts go; null for nowhere.</param>
internal sealed class WordCountJob(InputList inputs, string? outputPath) : IMapReduceJob
{
    private const int TopCount = 20;

    private string _workDirectory = string.Empty;

    public string Name => "wordcount";

    public int MaxRecordBytes => RecordFormat.DefaultMaxRecordBytes;

    public IReadOnlyList<(string Name, string Value)> SummaryRows { get; private set; } = [];

    public static ITaskFunction CreateFunction(string stage, string parameters)
        => stage == StageNames.Map ? new MapFunction(WordCountParameters.FromJson(parameters)) : new ReduceFunction();

    public string Prepare(string workDirectory)
    {
        _workDirectory = workDirectory;
        string listPath = Path.Combine(workDirectory, "inputs.json");
        inputs.Save(listPath);
        return new WordCountParameters(listPath).ToJson();
    }

    public RunReport Validate(JobOutcome outcome, RunReport report, CancellationToken cancellationToken)
    {
        IReadOnlyList<CountSummary> parts = [.. outcome.Results[1].Select(CountSummary.FromJson)];
        CountSummary counted = CountSummary.Sum(parts);
        CountSummary expected = SingleProcessCount.Count(inputs, cancellationToken);
        string? error = counted == expected
            ? null
            : $"The job counted {counted.WordCount} words, {counted.DistinctCount} distinct, checksum {counted.Checksum:x16}; "
              + $"a single process {expected.WordCount}, {expected.DistinctCount}, {expected.Checksum:x16}. Did the files change meanwhile?";
        SummaryRows = [("distinct words", counted.DistinctCount.ToString("N0", CultureInfo.InvariantCulture)), .. Collect(parts, cancellationToken)];
        return report with { Validated = error is null, Error = error, Records = counted.WordCount, Bytes = inputs.TotalBytes };
    }

    /// <summary>Goes once through the merged counts: writes the output and finds the most frequent words.</summary>
    private IEnumerable<(string Name, string Value)> Collect(IReadOnlyList<CountSummary> parts, CancellationToken cancellationToken)
    {
        using StreamWriter? output = outputPath is null ? null : new StreamWriter(outputPath) { NewLine = "\n" };
        PriorityQueue<(string Word, long Count), long> top = new();
        foreach ((string word, long count) in PartMerge.Read(parts.Select(part => Path.Combine(_workDirectory, part.PartFile!))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {word}"));
            top.Enqueue((word, count), count);
            if (top.Count > TopCount)
            {
                top.Dequeue();
            }
        }

        return [.. top.UnorderedItems.Select(item => item.Element)
            .OrderByDescending(item => item.Count)
            .ThenBy(item => item.Word, StringComparer.Ordinal)
            .Select(item => (Shorten(item.Word), item.Count.ToString("N0", CultureInfo.InvariantCulture)))];
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word[..39] + "…";
}
