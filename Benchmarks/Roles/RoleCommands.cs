using System.CommandLine;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>The verbs that the runner starts this program with; not meant for people, and hidden from them.</summary>
internal static class RoleCommands
{
    public static IEnumerable<Command> Create(IReadOnlyList<ISystemUnderTest> systems) =>
    [
        Verb("serve", "directory", (system, directory, cancel) => ServerRole.RunAsync(Find(systems, system), directory, cancel)),
        Verb("client", "address", (system, address, cancel) => ClientRole.RunAsync(Find(systems, system), address, cancel)),
    ];

    private static Command Verb(string name, string second, Func<string, string, CancellationToken, Task<int>> run)
    {
        Argument<string> system = new("system");
        Argument<string> place = new(second);
        Command command = new(name) { Hidden = true };
        command.Arguments.Add(system);
        command.Arguments.Add(place);
        command.SetAction((parsed, cancel) => run(parsed.GetRequiredValue(system), parsed.GetRequiredValue(place), cancel));
        return command;
    }

    private static ISystemUnderTest Find(IReadOnlyList<ISystemUnderTest> systems, string name) => systems.First(system => system.Name == name);
}
