using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>verify JOB DATASET INDEX</c>: has every byte of an attempt read and checked now.</summary>
internal static class VerifyVerb
{
    public static Command Create(VerbRunner runner)
    {
        PartitionTarget target = new();
        Option<int?> attempt = Arguments.Attempt();
        Option<long?> epoch = Arguments.Epoch();
        Command command = new("verify", "Reads and checks every byte of a partition now, on each worker that holds a share. Exit code 3 if it is damaged.");
        target.AddTo(command);
        command.Options.Add(attempt);
        command.Options.Add(epoch);
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            string path = await target.PathAsync(parsed, session, cancellationToken) + ":verify";
            VerifyPartitionBody body = new(parsed.GetValue(attempt), parsed.GetValue(epoch));
            Answer<Page<Verification>> answer = await session.Api.SendAsync(
                HttpMethod.Post, path, body, InspectionJson.Default.VerifyPartitionBody, InspectionJson.Default.PageVerification, cancellationToken);
            session.Show(answer, page => PartitionSheet.CheckTable(page.Items).Print(session.Screen));
            Listing.Missing(session.Warnings, answer.Value.Missing);
            return Judge(answer.Value);
        });
    }

    // Only what was read in full, or has no file to read, is well.
    private static int Judge(Page<Verification> page) =>
        page.Items.Any(check => check.Outcome == CheckOutcome.Damaged) ? ExitCode.Damage
        : page.Missing.Count == 0 && page.Items.Count > 0 && page.Items.All(
            check => check.Outcome is CheckOutcome.Intact or CheckOutcome.InMemory) ? ExitCode.Ok
        : ExitCode.Refused;
}
