using System.CommandLine;
using System.CommandLine.Parsing;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Samples.BatchEngine.Drivers;
using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Reports;
using ShuffleOrleans.Samples.BatchEngine.Roles;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>The program: a role of the engine if it was started for one, the command otherwise.</summary>
internal sealed class TeraSortProgram(ShuffleServices services, SelfCommand self, TimeProvider time)
{
    private readonly Option<long> _bytes = new("--bytes")
    {
        Description = "How much to sort, such as 1GiB, 64MiB or 1000000; rounded down to whole records of 100 bytes.",
        DefaultValueFactory = _ => 1L << 30,
        CustomParser = EngineCommandLine.ParseAmount,
    };

    private readonly Option<long> _seed = new("--seed") { Description = "Seed of the generated records.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _keys = new Option<string>("--keys")
    {
        Description = "How keys are spread: evenly, or one key for all records.",
        DefaultValueFactory = _ => "random",
    }.AcceptOnlyFromAmong("random", "all-equal");

    private readonly Option<long> _giantRecord = new("--giant-record")
    {
        Description = "Add one record of this many bytes, such as 100MiB, to see it cross all buffers.",
        CustomParser = ParseGiantRecord,
    };

    public Task<int> RunAsync(string[] arguments)
    {
        if (RoleHost.IsRole(arguments))
        {
            return new RoleHost(services, TeraSortJob.CreateFunction).RunAsync(arguments[0]);
        }

        RootCommand command = new(
            "Sorts generated records (10-byte key, 90-byte value) through the shuffle service on processes of its own: "
            + "a JobMaster, executors and, unless --service or --cluster names one, a standalone service. "
            + "Validates order, count and checksum. " + EngineCommandLine.AboutReport) { _bytes, _seed, _keys, _giantRecord };
        EngineCommandLine common = new(command, services);
        command.SetAction(result => new MapReduceRun(common.Read(result), self, time).RunAsync(new TeraSortJob(Read(result))));
        return EngineCommandLine.RunAsync(command, arguments);
    }

    private TeraSortParameters Read(ParseResult result) => new(
        result.GetValue(_bytes) / TeraRecord.Bytes,
        result.GetValue(_seed),
        result.GetValue(_keys) == "all-equal" ? KeyKind.AllEqual : KeyKind.Random,
        (int)result.GetValue(_giantRecord));

    private static long ParseGiantRecord(ArgumentResult result)
    {
        long bytes = EngineCommandLine.ParseAmount(result);
        if (bytes is not 0 && (bytes < TeraRecord.LeastGiantBytes || bytes > RecordFormat.HighestMaxRecordBytes / 2))
        {
            result.AddError($"--giant-record takes {TeraRecord.LeastGiantBytes} to {Amount.Format(RecordFormat.HighestMaxRecordBytes / 2)}, or 0 for none.");
        }

        return bytes;
    }
}
