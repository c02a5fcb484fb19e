using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>datasets JOB [DATASET]</c>: a job's data sets, or one with its matrix of who produced how much for whom.</summary>
internal static class DataSetsVerb
{
    private const int MostCells = 128;

    public static Command Create(VerbRunner runner)
    {
        Argument<string> job = Arguments.Job();
        Argument<string?> dataSet = Arguments.Maybe(Arguments.DataSet());
        Option<bool> matrix = new("--matrix") { Description = "Only the matrix; with --json its answer." };
        Option<int> rows = Arguments.Bounded("--rows", "Rows of the map: producers.", 24, 1, MostCells);
        Option<int> columns = Arguments.Bounded("--columns", "Columns of the map: subpartitions.", 64, 1, MostCells);
        Command command = new("datasets", "A job's data sets, or one with a heat map: who produced how much for whom.") { job, dataSet, matrix, rows, columns };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            JobId jobId = await session.Ids.JobAsync(parsed.GetValue(job)!, cancellationToken);
            if (parsed.GetValue(dataSet) is not { } one)
            {
                session.Show(
                    await session.Api.GetAsync($"/v1/jobs/{jobId}", InspectionJson.Default.JobDetail, cancellationToken), detail => Draw(session, detail));
                return ExitCode.Ok;
            }

            string path = $"/v1/jobs/{jobId}/datasets/{await session.Ids.DataSetAsync(jobId, one, cancellationToken)}";
            await ShowOneAsync(session, path, parsed.GetValue(matrix), parsed.GetValue(rows), parsed.GetValue(columns), cancellationToken);
            return ExitCode.Ok;
        });
    }

    private static void Draw(Session session, JobDetail job)
    {
        if (job.DataSets.Count == 0)
        {
            session.Screen.Line("No data sets.");
            return;
        }

        JobsVerb.TableOf(job.DataSets).Print(session.Screen);
    }

    private static async Task ShowOneAsync(Session session, string path, bool onlyMatrix, int rows, int columns, CancellationToken cancellationToken)
    {
        if (!onlyMatrix)
        {
            session.Show(
                await session.Api.GetAsync(path, InspectionJson.Default.DataSetSummary, cancellationToken), summary => DrawSummary(session.Screen, summary));
        }

        if (onlyMatrix || !session.IsJson)
        {
            ApiPath matrix = new ApiPath(path + "/matrix").With("rows", rows).With("columns", columns);
            session.Show(await session.Api.GetAsync(matrix, InspectionJson.Default.DataSetMatrix, cancellationToken), answer => DrawMatrix(session, answer));
        }
    }

    private static void DrawSummary(Screen screen, DataSetSummary dataSet)
    {
        new FactSheet()
            .Add("data set", $"{dataSet.DataSet} of job {dataSet.Job}")
            .Add("kind", dataSet.Kind.ToString())
            .Add("size", Invariant($"{dataSet.PartitionCount} partitions of {dataSet.SubpartitionCount} subpartitions"))
            .Add("attempts", Listing.Of(dataSet.Attempts))
            .Add("payload", Invariant($"{Figures.Bytes(dataSet.PayloadBytes)} in {dataSet.FrameCount} frames"))
            .Add("largest", dataSet.LargestPartitionIndex is { } index
                ? Invariant($"index {index} with {Figures.Bytes(dataSet.LargestPartitionBytes)}, {Figures.Ratio(dataSet.Skew)} times the mean")
                : Figures.None)
            .Print(screen);
        foreach (DataSetWorker worker in dataSet.Workers)
        {
            screen.Line(Invariant($"  on worker {worker.Worker}: {worker.Attempts} attempts, {Figures.Bytes(worker.PayloadBytes)}"));
        }

        screen.Line();
    }

    private static void DrawMatrix(Session session, DataSetMatrix matrix)
    {
        if (matrix.Rows == 0 || matrix.Columns == 0)
        {
            session.Screen.Line("No producer has committed anything yet.");
            return;
        }

        session.Screen.Line(
            Invariant($"producers {matrix.FromProducer} to {matrix.FromProducer + matrix.Producers - 1} down, ")
            + Invariant($"subpartitions {matrix.FromSubpartition} to {matrix.FromSubpartition + matrix.Subpartitions - 1} across"));
        HeatMap.Print(session.Screen, matrix.Bytes, matrix.Rows, matrix.Columns, row => RowName(matrix, row), matrix.RowBytes);
        if (matrix.HottestSubpartition is { } hottest)
        {
            session.Screen.Line(Invariant(
                $"hottest: subpartition {hottest} with {Figures.Bytes(matrix.HottestBytes)}; the mean is {Figures.Bytes((long)matrix.MeanSubpartitionBytes)}"));
        }

        if (matrix.Sampled < matrix.Committed)
        {
            session.Screen.Line(Invariant($"sampled: {matrix.Sampled} of {matrix.Committed} producers were read"));
        }

        Listing.Missing(session.Warnings, matrix.Missing);
    }

    // Producer i of n is in row i * rows / n, rounded down.
    private static string RowName(DataSetMatrix matrix, int row)
    {
        int first = StartOf(matrix, row);
        int last = StartOf(matrix, row + 1) - 1;
        return last <= first ? Figures.Count(first) : Invariant($"{first}-{last}");
    }

    private static int StartOf(DataSetMatrix matrix, int row) =>
        matrix.FromProducer + (int)((((long)row * matrix.Producers) + matrix.Rows - 1) / matrix.Rows);
}
