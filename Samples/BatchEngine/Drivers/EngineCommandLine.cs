using System.CommandLine;
using System.CommandLine.Parsing;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>The options that every job's command has, and how a command line is run: one clear line and exit code 2 for a bad one.</summary>
public sealed class EngineCommandLine
{
    /// <summary>The exit code for a command line that makes no sense.</summary>
    public const int BadUsage = 2;

    private const int MaxTasks = 10_000;
    private const int MaxExecutors = 256;
    private const string KillExecutorPrefix = "kill-executor:";
    private const string ReduceType = "reduce";

    private static readonly Dictionary<DataPartitionKind, string> PartitionTypes = new()
    {
        [DataPartitionKind.Map] = "map",
        [DataPartitionKind.Reduce] = ReduceType,
    };

    private static readonly Dictionary<Durability, string> Durabilities = new()
    {
        [Durability.Memory] = "memory",
        [Durability.PageCache] = "page-cache",
        [Durability.Fsync] = "fsync",
    };

    private readonly Option<int> _mappers = Count("--mappers", 8, MaxTasks, "Tasks of the map stage.");
    private readonly Option<int> _reducers = Count("--reducers", 8, MaxTasks, "Tasks of the reduce stage.");
    private readonly Option<int> _executors = Count("--executors", 4, MaxExecutors, "Executor processes.");
    private readonly Option<int?> _slots = new("--slots")
    {
        Description = "Tasks that an executor runs at a time. Default: as many as give each CPU one task, at least 1.",
    };

    private readonly Option<Uri?> _service = new("--service")
    {
        Description = "Base address of a running service, such as http://127.0.0.1:8090. Default: a standalone service is started for this run. "
            + "Not with --shuffle local, which needs none.",
        CustomParser = ParseService,
    };

    private readonly ClusterCommandLine _cluster = new();
    private readonly Option<string> _compression = new Option<string>("--compression")
    {
        Description = "Compression of what is shuffled.",
        DefaultValueFactory = _ => "none",
    }.AcceptOnlyFromAmong("none", "lz4");

    private readonly Option<string> _partitionType = new Option<string>("--partition-type")
    {
        Description = "What a file of the service holds: map, all output of one mapper; reduce, all input of one reducer. Not reduce with --shuffle local.",
        DefaultValueFactory = _ => PartitionTypes[DataPartitionKind.Map],
    }.AcceptOnlyFromAmong([.. PartitionTypes.Values]);

    private readonly Option<string> _durability = new Option<string>("--durability")
    {
        Description = "What a commit survives: memory, nothing; page-cache, the end of the worker's process; fsync, the loss of power. "
            + "With --shuffle local nothing outlives the executor anyway: there it says how much of it goes to the disk, and when.",
        DefaultValueFactory = _ => Durabilities[Durability.PageCache],
    }.AcceptOnlyFromAmong([.. Durabilities.Values]);

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object as the last line." };
    private readonly Option<bool> _keep = new("--keep")
    {
        Description = "When the job is done, keep the service, the job's data and the work directory to look at, until Enter or Ctrl-C. Then all of it goes.",
    };

    private readonly Option<string?> _fault = new Option<string?>("--fault")
    {
        Description = "Kill one executor (SIGKILL) in this stage when it has done a task but not committed it, to see the job survive it.",
    }.AcceptOnlyFromAmong(KillExecutorPrefix + StageNames.Map, KillExecutorPrefix + StageNames.Reduce);

    private readonly Option<string> _shuffle = new("--shuffle")
    {
        Description = "Who holds what is shuffled: remote, a shuffle service; local, each executor what its own tasks wrote, and no service runs.",
        DefaultValueFactory = _ => ShuffleServices.Remote,
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shuffleServices">What can be chosen with <c>--shuffle</c>.</param>
    public EngineCommandLine(Command command, ShuffleServices shuffleServices)
    {
        _shuffle.AcceptOnlyFromAmong([.. shuffleServices.Names]);
        command.Validators.Add(CheckService);
        command.Validators.Add(CheckPartitionType);
        command.Validators.Add(result => _cluster.Check(result, result.GetResult(_service) is not null, IsLocal(result)));
        _slots.Validators.Add(result => CheckCount(result, 1, 1024));
        foreach (Option option in (Option[])[_mappers, _reducers, _executors, _slots, _service, _compression, _partitionType, _durability, _json, _keep, _fault, _shuffle])
        {
            command.Options.Add(option);
        }

        _cluster.AddTo(command);
    }

    /// <summary>What a command's help says about the report, below its own description.</summary>
    public static string AboutReport =>
        "writeBytesPerSecond and readBytesPerSecond are shuffle bytes (record bytes with their 4-byte lengths, before compression) "
        + "over the wall time of the map and the reduce stage, computing and retries included. "
        + "Exit code: 0 only if the result was validated, 1 if not, 2 for a bad command line, 130 after Ctrl-C. Temporary files go below TMPDIR.";

    /// <summary>Reads a whole number of bytes.</summary>
    public static long ParseAmount(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!Reports.Amount.TryParse(text, out long bytes))
        {
            result.AddError($"'{text}' is no amount of bytes; examples: 1GiB, 64MiB, 1000000.");
        }

        return bytes;
    }

    /// <summary>What was chosen.</summary>
    public EngineOptions Read(ParseResult result)
    {
        int executors = result.GetValue(_executors);
        EngineOptions options = new()
        {
            Mappers = result.GetValue(_mappers),
            Reducers = result.GetValue(_reducers),
            Executors = executors,
            Slots = result.GetValue(_slots) ?? Math.Max(1, (Environment.ProcessorCount + executors - 1) / executors),
            Service = result.GetValue(_service),
            Shuffle = result.GetValue(_shuffle)!,
            Compression = result.GetValue(_compression)!,
            PartitionKind = PartitionTypes.Single(type => type.Value == result.GetValue(_partitionType)).Key,
            Durability = Durabilities.Single(durability => durability.Value == result.GetValue(_durability)).Key,
            Json = result.GetValue(_json),
            Keep = result.GetValue(_keep),
            KillExecutorInStage = result.GetValue(_fault)?[KillExecutorPrefix.Length..],
        };
        return _cluster.Read(result, options);
    }

    /// <summary>Parses the arguments and runs the command, or says what is wrong with them.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(RootCommand command, IReadOnlyList<string> arguments)
    {
        ParseResult result = command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            string message = string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Console.Error.WriteLine($"{message} See --help.");
            return Task.FromResult(BadUsage);
        }

        // The driver handles the signals itself: its children are ended in order first.
        return result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private void CheckService(CommandResult result)
    {
        if (result.GetResult(_service) is not null && IsLocal(result))
        {
            result.AddError("--service names a service, and with --shuffle local there is none.");
        }
    }

    private void CheckPartitionType(CommandResult result)
    {
        if (IsLocal(result) && result.GetResult(_partitionType)?.Tokens is [{ Value: ReduceType }])
        {
            result.AddError("--partition-type reduce needs --shuffle remote: with --shuffle local each executor holds what its own tasks wrote, by mapper.");
        }
    }

    private bool IsLocal(CommandResult result) => result.GetResult(_shuffle)?.Tokens is [{ Value: ShuffleServices.Local }];

    private static Option<int> Count(string name, int value, int highest, string description)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result => CheckCount(result, 1, highest));
        return option;
    }

    private static void CheckCount(OptionResult result, int lowest, int highest)
    {
        if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out int count) || count < lowest || count > highest))
        {
            result.AddError($"{result.Option.Name} takes a number from {lowest} to {highest}, not '{result.Tokens[0].Value}'.");
        }
    }

    private static Uri? ParseService(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? uri))
        {
            return uri;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no address; example: http://127.0.0.1:8090.");
        return null;
    }
}
