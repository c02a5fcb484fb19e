using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Reports;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>A job as its driver sees it: what to run, and whether the result is right. One object for one run.</summary>
public interface IMapReduceJob
{
    /// <summary>A name for people and files.</summary>
    string Name { get; }

    /// <summary>The longest record it shuffles, in bytes.</summary>
    int MaxRecordBytes { get; }

    /// <summary>Prepares what tasks read, and gives the parameters that every task is told.</summary>
    string Prepare(string workDirectory);

    /// <summary>Checks the results and fills in what only the job knows: records, bytes, whether it is validated and why not.</summary>
    /// <param name="outcome">The results of a job that succeeded.</param>
    /// <param name="report">What the engine knows.</param>
    /// <param name="cancellationToken">The run is to end.</param>
    RunReport Validate(JobOutcome outcome, RunReport report, CancellationToken cancellationToken);

    /// <summary>Rows of its own for the summary.</summary>
    IReadOnlyList<(string Name, string Value)> SummaryRows { get; }
}
