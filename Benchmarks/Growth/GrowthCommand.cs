using System.CommandLine;
using System.Text.Json;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>The verb <c>growth</c>: writes one JSON line for each point, when it is measured.</summary>
internal sealed class GrowthCommand
{
    private const int ExitOk = 0;
    private const int ExitFailed = 1;
    private const long BytesPerMebibyte = 1024 * 1024;

    private readonly Option<string?> _series = new("--series") { Description = "Names, comma-separated: channels, frames, stored, allocated. Default: all." };
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often everything is measured; plot draws medians.", DefaultValueFactory = _ => 1 };
    private readonly Option<long> _mebibytes = new("--mebibytes") { Description = "Size of each exchange.", DefaultValueFactory = _ => 128 };
    private readonly Option<long> _stored = new("--stored") { Description = "The most partitions in files.", DefaultValueFactory = _ => 10_000 };
    private readonly Option<long> _allocated = new("--allocated") { Description = "The most partitions of metadata.", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<int> _warmUps = new("--warm-ups") { Description = "The most small exchanges before each one that counts.", DefaultValueFactory = _ => 6 };
    private readonly Option<string?> _directory = new("--directory") { Description = "Where the servers' folders go. Default: the system's temporary folder." };
    private readonly Option<FileInfo?> _out = new("--out") { Description = "Append the lines to this file instead of standard output." };

    public static Command Create()
    {
        GrowthCommand verb = new();
        Command command = new("growth", "Speed by channels and frame sizes, start and memory by partitions: one JSON line for each point, for the verb plot.")
        {
            verb._series, verb._rounds, verb._mebibytes, verb._stored, verb._allocated, verb._warmUps, verb._directory, verb._out,
        };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        GrowthPlan plan = new(
            parsed.GetValue(_mebibytes) * BytesPerMebibyte,
            parsed.GetValue(_stored),
            parsed.GetValue(_allocated),
            parsed.GetValue(_warmUps),
            Path.GetFullPath(parsed.GetValue(_directory) ?? Path.GetTempPath()));
        string[]? names = parsed.GetValue(_series)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IGrowthSeries[] series =
        [
            .. new IGrowthSeries[] { new ChannelSeries(plan), new FrameSeries(plan), new StoredSeries(plan), new AllocatedSeries(plan) }
                .Where(one => names is null || names.Contains(one.Name)),
        ];
        await using TextWriter? file = parsed.GetValue(_out)?.AppendText();
        bool complete = series.Length > 0;
        for (int round = 1; round <= parsed.GetValue(_rounds); round++)
        {
            foreach (IGrowthSeries one in series)
            {
                complete &= await MeasureAsync(one, file ?? Console.Out, cancellationToken);
            }
        }

        return complete ? ExitOk : ExitFailed;
    }

    // A point that fails is reported and left out; the others go on.
    private static async Task<bool> MeasureAsync(IGrowthSeries series, TextWriter output, CancellationToken cancellationToken)
    {
        bool complete = true;
        foreach (long x in series.Xs)
        {
            try
            {
                GrowthPoint point = await series.MeasureAsync(x, cancellationToken);
                await output.WriteLineAsync(JsonSerializer.Serialize(point, JsonSerializerOptions.Web));
                await output.FlushAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                complete = false;
                await Console.Error.WriteLineAsync($"{series.Name}, {x}: FAILED: {e}");
            }
        }

        return complete;
    }
}
