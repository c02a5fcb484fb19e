using System.CommandLine;
using System.Text.Json;
using ShuffleOrleans.Cli.Invocation;

namespace ShuffleOrleans.Cli.Files;

/// <summary><c>file PATH...</c>: opens data files of a stopped worker, and says what is in them and what is wrong where.</summary>
internal static class FileVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string[]> paths = new("PATH") { Description = "A data file, or a directory of them.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> directories = new("--data-directory")
        {
            Description = "Another data directory of the same worker: frames of a reduce partition may lie in any.",
            HelpName = "DIRECTORY",
        };
        Option<int> regions = Arguments.Bounded("--regions", "Regions to show of a file.", 20, 0, FileReport.MostRegions);
        Command command = new(
            "file", "Offline: what a stopped worker's data files hold, all checksums checked. Exit code 3 if one is damaged.") { paths, directories, regions };
        return runner.Bind(command, (parsed, session, _) =>
        {
            string[] given = parsed.GetValue(paths) ?? [];
            try
            {
                FileReports reports = new FileExam([.. parsed.GetValue(directories) ?? [], .. given.Where(Directory.Exists)]).Run(given);
                Show(session, reports, parsed.GetValue(regions));
                return Task.FromResult(reports.Damaged > 0 ? ExitCode.Damage : ExitCode.Ok);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                session.Warnings.Line($"The disk refuses to read, which says nothing about the data: {e.Message}");
                return Task.FromResult(ExitCode.Refused);
            }
        });
    }

    private static void Show(Session session, FileReports reports, int regions)
    {
        if (session.IsJson)
        {
            session.Screen.Json(JsonSerializer.Serialize(reports, FileReportJson.Default.FileReports));
        }
        else
        {
            FileSheet.Draw(session.Screen, reports, regions);
        }
    }
}
