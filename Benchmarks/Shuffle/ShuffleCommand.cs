using System.CommandLine;
using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>The verb <c>shuffle</c>: its options, and what it prints.</summary>
internal sealed class ShuffleCommand
{
    private const int ExitOk = 0;
    private const int ExitFailed = 1;
    private const int ExitMisused = 2;

    private readonly IReadOnlyList<ISystemUnderTest> _systems;
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object on standard output; the table goes to standard error." };
    private readonly Option<string?> _systemNames = new("--systems") { Description = "Names of systems, comma-separated. Default: all." };
    private readonly Option<string?> _shapeNames = new("--shapes") { Description = "Names of shapes, comma-separated. Default: all." };
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often everything is measured.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _clients = new("--clients") { Description = "Client processes of each measurement.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _slots = new("--slots") { Description = "Tasks that a client runs at a time.", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _warmUps = new("--warm-ups")
    {
        Description = "The most small exchanges before the one that counts; fewer once nothing is compiled any more.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<double> _scale = new("--scale") { Description = "Multiplies the bytes of each shape.", DefaultValueFactory = _ => 1.0 };
    private readonly Option<string?> _directory = new("--directory") { Description = "Where the servers' folders go. Default: the system's temporary folder." };
    private readonly Option<bool> _calls = new("--system-calls") { Description = "Count system calls with perf, in one more pass." };

    private ShuffleCommand(IReadOnlyList<ISystemUnderTest> systems) => _systems = systems;

    public static Command Create(IReadOnlyList<ISystemUnderTest> systems)
    {
        ShuffleCommand verb = new(systems);
        Command command = new(
            "shuffle", "Whole exchanges through this service, beside its limits and the usual choices: real server and client processes over loopback.")
        {
            verb._json, verb._systemNames, verb._shapeNames, verb._rounds, verb._clients, verb._slots, verb._warmUps, verb._scale, verb._directory, verb._calls,
        };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ShufflePlan plan = new(
            parsed.GetValue(_rounds),
            parsed.GetValue(_clients),
            parsed.GetValue(_slots),
            parsed.GetValue(_warmUps),
            parsed.GetValue(_scale),
            Path.GetFullPath(parsed.GetValue(_directory) ?? Path.GetTempPath()),
            parsed.GetValue(_calls));
        try
        {
            Check(plan);
            IReadOnlyList<ISystemUnderTest> systems = Choose("system", _systems, system => system.Name, parsed.GetValue(_systemNames));
            IReadOnlyList<ShuffleShape> shapes = Choose("shape", ShapeCatalog.All, shape => shape.Name, parsed.GetValue(_shapeNames));
            ShuffleBenchmark benchmark = new(plan, systems, plan.Scale == 1 ? shapes : [.. shapes.Select(shape => ShapeScale.Of(shape, plan.Scale))]);
            ShuffleReport report = await benchmark.RunAsync(cancellationToken);
            await PrintAsync(report, parsed.GetValue(_json));
            return report.Failures.Count == 0 ? ExitOk : ExitFailed;
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync($"benchmark: {e.Message}");
            return ExitMisused;
        }
    }

    private static void Check(ShufflePlan plan)
    {
        if (plan.Rounds < 1 || plan.Clients < 1 || plan.Slots < 1 || plan.WarmUps < 1 || !(plan.Scale > 0))
        {
            throw new ArgumentException("--rounds, --clients, --slots, --warm-ups and --scale must be positive.");
        }
    }

    private static List<T> Choose<T>(string kind, IReadOnlyList<T> all, Func<T, string> nameOf, string? names) => names is null
        ? [.. all]
        : [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name =>
            all.FirstOrDefault(one => nameOf(one) == name)
                ?? throw new ArgumentException($"There is no {kind} '{name}'; there are: {string.Join(", ", all.Select(nameOf))}."))];

    private static async Task PrintAsync(ShuffleReport report, bool json)
    {
        TextWriter table = json ? Console.Error : Console.Out;
        await table.WriteAsync(TextTable.Of(report));
        if (json)
        {
            await Console.Out.WriteLineAsync(report.ToJson());
        }
    }
}
