using System.CommandLine;
using System.Text.Json;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>release JOB [DATASET INDEX]</c>: ends a job and releases its data, or releases one attempt, which the engine then runs again.</summary>
internal static class ReleaseVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string> job = Arguments.Job();
        Argument<string?> dataSet = Arguments.Maybe(Arguments.DataSet());
        Argument<int?> index = new("INDEX") { Description = "The partition's index.", Arity = ArgumentArity.ZeroOrOne };
        Option<int?> attempt = Arguments.Attempt();
        Option<long?> epoch = Arguments.Epoch();
        Option<bool> yes = Confirmation.Option();
        Command command = new("release", "Ends a job and releases all its data, or releases one attempt of a partition. Asks before.")
        {
            job, dataSet, index, attempt, epoch, yes,
        };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            JobId jobId = await session.Ids.JobAsync(parsed.GetValue(job)!, cancellationToken);
            if (parsed.GetValue(dataSet) is not { } one)
            {
                return await ReleaseJobAsync(session, jobId, parsed.GetValue(yes), cancellationToken);
            }

            int number = parsed.GetValue(
                index) ?? throw new MisuseException("Of a data set one partition is released: give its INDEX. Without DATASET and INDEX it is the whole job.");
            DataSetId dataSetId = await session.Ids.DataSetAsync(jobId, one, cancellationToken);
            string path = Invariant($"/v1/partitions/{jobId}/{dataSetId}/{number}");
            return await ReleaseAttemptAsync(session, path, parsed.GetValue(attempt), parsed.GetValue(epoch), parsed.GetValue(yes), cancellationToken);
        });
    }

    private static async Task<int> ReleaseJobAsync(Session session, JobId job, bool yes, CancellationToken cancellationToken)
    {
        JobDetail detail = (await session.Api.GetAsync($"/v1/jobs/{job}", InspectionJson.Default.JobDetail, cancellationToken)).Value;
        string what = Invariant(
            $"Job {job} ('{detail.Name}') ends, and all its data is released: {Output.Figures.Bytes(detail.PayloadBytes)} in {detail.DataSetCount} data sets.");
        if (!Confirmation.Confirm(session, yes, what))
        {
            return ExitCode.Refused;
        }

        await session.Api.PostAsync($"/v1/jobs/{job}:release", "{}", cancellationToken);
        Done(session, $"Job {job} is released.");
        return ExitCode.Ok;
    }

    private static async Task<int> ReleaseAttemptAsync(Session session, string path, int? attempt, long? epoch, bool yes, CancellationToken cancellationToken)
    {
        PartitionDetail detail = (await session.Api.GetAsync(path, InspectionJson.Default.PartitionDetail, cancellationToken)).Value;
        AttemptDetail chosen = detail.Attempts
            .Where(known => (attempt is null || known.Attempt == attempt) && (epoch is null || known.Epoch == epoch))
            .MaxBy(known => known.Epoch) ?? throw new UnknownIdException("The service knows no such attempt of this partition.", isMisuse: false);
        string what = Invariant($"Attempt {chosen.Attempt} epoch {chosen.Epoch} of partition {detail.Index} ({chosen.State}, ")
            + $"{PartitionSheet.Of(chosen.Receipt)}) is released; the engine hears that it is lost.";
        if (!Confirmation.Confirm(session, yes, what))
        {
            return ExitCode.Refused;
        }

        ReleasePartitionBody body = new(chosen.Attempt, chosen.Epoch);
        await session.Api.PostAsync(path + ":release", JsonSerializer.Serialize(body, InspectionJson.Default.ReleasePartitionBody), cancellationToken);
        Done(session, Invariant($"Attempt {chosen.Attempt} epoch {chosen.Epoch} is released."));
        return ExitCode.Ok;
    }

    // The service answers with nothing, and so does --json.
    private static void Done(Session session, string text)
    {
        if (!session.IsJson)
        {
            session.Screen.Line(text);
        }
    }
}
