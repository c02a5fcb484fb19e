using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>log-levels [CATEGORY LEVEL]</c>: the levels of the node that answers; with arguments changes one for a while.</summary>
internal static class LogLevelsVerb
{
    private const string Path = "/v1/log-levels";

    public static Command Create(VerbRunner runner)
    {
        Argument<string?> category = new("CATEGORY") { Description = "For example ShuffleOrleans.DataPlane, or Default.", Arity = ArgumentArity.ZeroOrOne };
        Argument<string?> level = new(
            "LEVEL")
        { Description = "Trace, Debug, Information, Warning, Error, Critical or None.", Arity = ArgumentArity.ZeroOrOne };
        Option<int> seconds = Arguments.Bounded("--for", "Seconds until it goes back by itself.", 600, 60, 86400);
        Command command = new(
            "log-levels", "The log levels of the node that answers; with CATEGORY and LEVEL changes one for a while.") { category, level, seconds };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            if (parsed.GetValue(category) is not { } name)
            {
                session.Show(await session.Api.GetAsync(Path, InspectionJson.Default.LogLevels, cancellationToken), levels => Draw(session.Screen, levels));
                return ExitCode.Ok;
            }

            LogLevelBody body = new(name, parsed.GetValue(level) ?? throw new MisuseException($"Which LEVEL shall {name} have?"), parsed.GetValue(seconds));
            session.Show(
                await session.Api.SendAsync(
                    HttpMethod.Put, Path, body, InspectionJson.Default.LogLevelBody, InspectionJson.Default.LogLevels, cancellationToken),
                levels => Draw(session.Screen, levels));
            return ExitCode.Ok;
        });
    }

    private static void Draw(Screen screen, LogLevels levels)
    {
        TextTable table = new("CATEGORY", "LEVEL");
        foreach ((string category, string level) in levels.Levels.OrderBy(known => known.Key, StringComparer.Ordinal))
        {
            table.Add(category, level);
        }

        table.Print(screen);
    }
}
