using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Metrics;

/// <summary>What a worker counts in a small session. Names, units and values are promises to whoever has a dashboard.</summary>
public sealed class WorkerMetricsTests : IAsyncLifetime, IDisposable
{
    private const string Received = "shuffle.data_plane.received";
    private const string Sent = "shuffle.data_plane.sent";
    private const string Ended = "shuffle.data_plane.partition.ended";
    private const string Error = "shuffle.data_plane.error";

    private static readonly Dictionary<string, string> Units = new()
    {
        ["shuffle.data_plane.connection.accepted"] = "{connection}",
        ["shuffle.data_plane.connection.greeted"] = "{connection}",
        ["shuffle.data_plane.connection.limit"] = "{connection}",
        ["shuffle.data_plane.connection.usage"] = "{connection}",
        ["shuffle.data_plane.control_plane.call.duration"] = "s",
        ["shuffle.data_plane.disk.error"] = "{error}",
        ["shuffle.data_plane.disk.fit"] = "1",
        ["shuffle.data_plane.disk.healthy"] = "1",
        ["shuffle.data_plane.disk.open_file"] = "{file}",
        ["shuffle.data_plane.disk.partition"] = "{partition}",
        ["shuffle.data_plane.disk.queued_work"] = "{work}",
        ["shuffle.data_plane.disk.usable"] = "By",
        ["shuffle.data_plane.disk.usage"] = "By",
        ["shuffle.data_plane.disk.waiting_reads"] = "{read}",
        ["shuffle.data_plane.error"] = "{error}",
        ["shuffle.data_plane.frame.received"] = "{frame}",
        ["shuffle.data_plane.frame.sent"] = "{frame}",
        ["shuffle.data_plane.memory.kept"] = "By",
        ["shuffle.data_plane.memory.quota.limit"] = "By",
        ["shuffle.data_plane.memory.quota.usage"] = "By",
        ["shuffle.data_plane.memory.spilled"] = "{partition}",
        ["shuffle.data_plane.memory.usage"] = "By",
        ["shuffle.data_plane.memory.wait.duration"] = "s",
        ["shuffle.data_plane.memory.waiting"] = "{account}",
        ["shuffle.data_plane.open_file.limit"] = "{file}",
        ["shuffle.data_plane.open_file.usage"] = "{file}",
        ["shuffle.data_plane.partition.ended"] = "{partition}",
        ["shuffle.data_plane.partition.regions"] = "{region}",
        ["shuffle.data_plane.partition.size"] = "By",
        ["shuffle.data_plane.quarantine.file"] = "{file}",
        ["shuffle.data_plane.quarantine.usage"] = "By",
        ["shuffle.data_plane.read.cold_wait.duration"] = "s",
        ["shuffle.data_plane.read.open.duration"] = "s",
        ["shuffle.data_plane.read_channel.limit"] = "{channel}",
        ["shuffle.data_plane.read_channel.usage"] = "{channel}",
        ["shuffle.data_plane.received"] = "By",
        ["shuffle.data_plane.recovery.duration"] = "s",
        ["shuffle.data_plane.scrub.checked"] = "By",
        ["shuffle.data_plane.sent"] = "By",
        ["shuffle.data_plane.verification.ended"] = "{check}",
        ["shuffle.data_plane.write.commit.duration"] = "s",
        ["shuffle.data_plane.write.credit_wait.duration"] = "s",
        ["shuffle.data_plane.write.first_credit.duration"] = "s",
        ["shuffle.data_plane.write.flush.duration"] = "s",
        ["shuffle.data_plane.write_channel.limit"] = "{channel}",
        ["shuffle.data_plane.write_channel.usage"] = "{channel}",
    };

    private readonly TempDirectory _directory = new();
    private readonly RecordedMetrics _metrics = new();
    private readonly SamplePartition _partition = SamplePartition.Mixed();
    private LiveWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await LiveWorker.StartAsync(
        _directory,
        options =>
        {
            options.Server.MaxReadChannels = 7;
            options.Server.MaxConnections = 5;
            options.Storage.MaxOpenFiles = 50;
        },
        meters: _metrics);

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    public void Dispose()
    {
        _metrics.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void EveryInstrument_HasItsNameItsUnitAndADescription()
    {
        Assert.Equal(Units.OrderBy(unit => unit.Key), _metrics.Instruments.ToDictionary(i => i.Name, i => i.Unit!).OrderBy(unit => unit.Key));
        Assert.All(_metrics.Instruments, instrument => Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryInstrument_IsInTheOperatorsPage()
    {
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs/metrics.md"));
        foreach (Instrument instrument in _metrics.Instruments.Where(instrument => !instrument.Name.EndsWith(".limit", StringComparison.Ordinal)))
        {
            Assert.Matches($@"\| `{Regex.Escape(instrument.Name)}`.* \| {Regex.Escape(instrument.Unit!)} \|", page);
        }
    }

    [Fact]
    public async Task BytesReceivedAndSent_AreThoseOfTheFrames()
    {
        await _worker.WriteAsync(_partition);
        await _worker.ReadAsync(_partition.Attempt, _partition.All);
        SubpartitionRange one = SubpartitionRange.Single(3);
        await _worker.ReadAsync(_partition.Attempt, one);
        await _worker.AssertIdleAsync();
        Assert.Equal(_partition.Bytes.Length, _metrics[Received]);
        Assert.Equal(_partition.Bytes.Length + _partition.BytesIn(one).Length, _metrics[Sent]);
    }

    [Fact]
    public async Task EachOutcomeOfAPartition_IsCountedByItsKind()
    {
        SampleDataSet dataSet = new(3);
        SamplePartition contribution = dataSet.Mixed(0);
        await _worker.WriteAsync(_partition);
        await _worker.WriteAsync(contribution);
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Write);
        SamplePartition aborted = SamplePartition.Mixed();
        await client.SendAsync(new Script().Say(1, aborted.Open).Say(1, default(AbortWriteMessage)));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        await _worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, aborted.Attempt);
        _worker.ControlPlane.OrderRelease(_partition.Attempt);
        await _worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, _partition.Attempt);
        Assert.Equal(
            ["shuffle.partition.kind=Map shuffle.partition.outcome=committed", "shuffle.partition.kind=Map shuffle.partition.outcome=failed",
                "shuffle.partition.kind=Map shuffle.partition.outcome=released", "shuffle.partition.kind=Reduce shuffle.partition.outcome=committed"],
            _metrics.TagsOf(Ended));
        Assert.All(_metrics.TagsOf(Ended), tags => Assert.Equal(1, _metrics[Ended, tags]));
    }

    [Fact]
    public async Task LostPartition_IsCounted()
    {
        await _worker.WriteAsync(_partition);
        File.Delete(_directory.PathOf(Assert.Single(_directory.PartitionFiles)));
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(1, _metrics[Ended, "shuffle.partition.kind=Map shuffle.partition.outcome=lost"]);
    }

    [Fact]
    public async Task EachErrorThatAClientHears_IsCountedByItsCode()
    {
        SampleDataSet dataSet = new(3);
        SamplePartition contribution = dataSet.Contribution(0);
        using RawClient reading = await _worker.GreetAsync(ConnectionDirection.Read);
        await reading.SayAsync(1, dataSet.Read(dataSet.Contribution(0).All, contribution));
        await reading.ExpectAsync<ReduceReadFailedMessage>(1);
        RawReader reader = new(reading);
        await reader.OpenAsync(new OpenReadEntry(2, _partition.Attempt, _partition.All, 0, 0));
        await reader.ReadToEndsAsync();
        await reading.SendAsync(new Script().Say((MessageType)0x7F, 0));
        await reading.ExpectGoodbyeAsync(ShuffleErrorCode.UnknownMessage);
        Assert.Equal(["error.type=PartitionNotFound", "error.type=UnknownMessage"], _metrics.TagsOf(Error));
        Assert.Equal((2, 1), (_metrics[Error, "error.type=PartitionNotFound"], _metrics[Error, "error.type=UnknownMessage"]));
    }

    [Fact]
    public async Task EndThatIsExpected_IsNoError()
    {
        await _worker.WriteAsync(_partition);
        await _worker.ReadAsync(_partition.Attempt, _partition.All);
        await _worker.AssertIdleAsync();
        Assert.Empty(_metrics.TagsOf(Error));
    }

    [Fact]
    public async Task UsageStandsBesideItsLimit()
    {
        await _worker.WriteAsync(_partition);
        using RawClient writing = await _worker.GreetAsync(ConnectionDirection.Write);
        await writing.SayAsync(1, SamplePartition.Mixed().Open);
        await writing.SettleAsync();
        using RawClient reading = await _worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(reading);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 0), new OpenReadEntry(2, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        await reader.TakeAsync();
        Assert.Equal((1, 8), UsageOf("write_channel"));
        Assert.Equal((2, 7), UsageOf("read_channel"));
        Assert.Equal((1, 50), UsageOf("open_file"));
        Assert.Equal(5, UsageOf("connection").Limit);
        Assert.InRange(UsageOf("connection").Usage, 2, 3);
        Assert.Equal(4 * 1024 * 1024, UsageOf("memory.quota").Limit);

        // Two buffers for each connection and write channel, at the least.
        Assert.InRange(UsageOf("memory.quota").Usage, 6 * 64 * 1024, 4 * 1024 * 1024);
        Assert.InRange(_metrics["shuffle.data_plane.memory.usage"], 4 * 64 * 1024, UsageOf("memory.quota").Usage);
    }

    [Fact]
    public async Task EachDirectory_HasItsGauges()
    {
        await _worker.WriteAsync(_partition);
        string disk = $"shuffle.disk.directory={_directory.Path} shuffle.disk.kind=Ssd";
        foreach (string name in Units.Keys.Where(name => name.Contains(".disk.", StringComparison.Ordinal)))
        {
            Assert.Equal([disk], _metrics.TagsOf(name));
        }

        long stored = new FileInfo(_directory.PathOf(Assert.Single(_directory.PartitionFiles))).Length;
        Assert.Equal((stored, 1), (_metrics["shuffle.data_plane.disk.usage", disk], _metrics["shuffle.data_plane.disk.healthy", disk]));
        Assert.True(_metrics["shuffle.data_plane.disk.usable", disk] > 0);
        Assert.Equal(0, _metrics["shuffle.data_plane.disk.waiting_reads", disk]);
    }

    private (long Usage, long Limit) UsageOf(string what) => (_metrics[$"shuffle.data_plane.{what}.usage"], _metrics[$"shuffle.data_plane.{what}.limit"]);
}
