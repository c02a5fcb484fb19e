using System.CommandLine;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Shuffle;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Steady;

/// <summary>The verb <c>steady</c>.</summary>
internal sealed class SteadyCommand
{
    private const int ExitOk = 0;
    private const int ExitMisused = 2;
    private const int Clients = 2;
    private const int Slots = 4;

    private readonly Option<string> _system = new("--system") { Description = "Name of the system.", DefaultValueFactory = _ => "shuffle" };
    private readonly Option<string> _shape = new("--shape") { Description = "Name of the shape.", DefaultValueFactory = _ => "a-bulk" };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long, after an interval to warm up.", DefaultValueFactory = _ => 60 };
    private readonly Option<int> _interval = new("--interval") { Description = "Seconds that one line stands for.", DefaultValueFactory = _ => 10 };
    private readonly Option<double> _scale = new("--scale") { Description = "Multiplies the bytes of the shape.", DefaultValueFactory = _ => 0.5 };
    private readonly Option<string?> _directory = new("--directory") { Description = "Where the server's folder goes. Default: the system's temporary folder." };

    public static Command Create(IReadOnlyList<ISystemUnderTest> systems)
    {
        SteadyCommand verb = new();
        Command command = new("steady", "Exchange after exchange in the same processes: does memory stay, is the heap collected, does speed fall?")
        {
            verb._system, verb._shape, verb._seconds, verb._interval, verb._scale, verb._directory,
        };
        command.SetAction((parsed, cancel) => verb.RunAsync(systems, parsed, cancel));
        return command;
    }

    private async Task<int> RunAsync(IReadOnlyList<ISystemUnderTest> systems, ParseResult parsed, CancellationToken cancellationToken)
    {
        ISystemUnderTest? system = systems.FirstOrDefault(one => one.Name == parsed.GetValue(_system) && one.Missing is null);
        ShuffleShape? shape = ShapeCatalog.All.FirstOrDefault(one => one.Name == parsed.GetValue(_shape));
        TimeSpan duration = TimeSpan.FromSeconds(parsed.GetValue(_seconds));
        TimeSpan interval = TimeSpan.FromSeconds(parsed.GetValue(_interval));
        double scale = parsed.GetValue(_scale);
        if (system is null || shape is null || interval <= TimeSpan.Zero || duration < interval || !(scale > 0))
        {
            await Console.Error.WriteLineAsync(
                "benchmark: --system and --shape must be there, --scale and --interval positive, --seconds as long as --interval at least.");
            return ExitMisused;
        }

        string directory = Path.GetFullPath(parsed.GetValue(_directory) ?? Path.GetTempPath());
        ShufflePlan plan = new(Rounds: 1, Clients, Slots, WarmUps: 1, scale, directory, SystemCalls: false);
        await new SteadyBenchmark(system, ShapeScale.Of(shape, scale), plan, duration, interval).RunAsync(Console.Out, cancellationToken);
        return ExitOk;
    }
}
