using System.CommandLine;
using ShuffleOrleans.Benchmarks;
using ShuffleOrleans.Benchmarks.Control;
using ShuffleOrleans.Benchmarks.Growth;
using ShuffleOrleans.Benchmarks.Growth.Plot;
using ShuffleOrleans.Benchmarks.Micro;
using ShuffleOrleans.Benchmarks.Roles;
using ShuffleOrleans.Benchmarks.Shuffle;
using ShuffleOrleans.Benchmarks.Steady;
using ShuffleOrleans.Benchmarks.Systems;

IReadOnlyList<ISystemUnderTest> systems = SystemCatalog.Create();

// The verbs.
RootCommand root = new("How fast the data path is, beside what limits it and what a team would use instead.")
{
    ShuffleCommand.Create(systems),
    SteadyCommand.Create(systems),
    MicroCommand.Create(),
    ControlCommand.Create(),
    GrowthCommand.Create(),
    PlotCommand.Create(),
};
foreach (Command role in RoleCommands.Create(systems))
{
    root.Subcommands.Add(role);
}

return await root.Parse(args).InvokeAsync();
