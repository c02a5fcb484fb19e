using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>
/// A small engine in this process over the client's API: one job, one data set, producers with one record for each subpartition. It does nothing by itself; the
/// test says what runs, and again.
/// </summary>
internal sealed class TestEngine : IJobShuffleContext, IShuffleMasterContext, IAsyncDisposable
{
    private const int SubpartitionCount = 3;
    private const int RecordBytes = 100_000;
    private static readonly DataSetId DataSet = DataSetId.FromGuid(Guid.NewGuid());
    private readonly Channel<ResultPartitionId> _lost = Channel.CreateUnbounded<ResultPartitionId>();
    private readonly Dictionary<int, ShuffleDescriptor> _outputs = [];
    private readonly RemoteShuffleMaster _master;
    private readonly RemoteShuffleEnvironment _environment;
    private readonly ShuffleIOOwnerContext _owner;
    private readonly DataPartitionKind _kind;

    private TestEngine(LiveService service, DataPartitionKind kind)
    {
        _kind = kind;
        _master = new RemoteShuffleMaster(
            service.ControlPlane, this, new RemoteShuffleMasterOptions(), TimeProvider.System, new Random(1), NullLoggerFactory.Instance);
        _environment = new RemoteShuffleEnvironment(new RemoteShuffleOptions(), new ShuffleEnvironmentContext("executor", "127.0.0.1"), TimeProvider.System);
        _owner = new ShuffleIOOwnerContext(Job, "task", 0);
    }

    public JobId Job { get; } = JobId.FromGuid(Guid.NewGuid());

    public string JobName => "end-to-end";

    public static async Task<TestEngine> StartAsync(LiveService service, DataPartitionKind kind)
    {
        TestEngine engine = new(service, kind);
        await engine._master.RegisterJobAsync(engine);
        return engine;
    }

    /// <summary>Runs a producer. What it writes does not depend on the attempt.</summary>
    public async Task ProduceAsync(int producer, int attempt = 0)
    {
        ShuffleDescriptor output = await _master.RegisterPartitionWithProducerAsync(
            Job, new PartitionDescriptor(DataSet, producer, SubpartitionCount, _kind), new ProducerDescriptor(attempt, "127.0.0.1"));
        await using IResultPartitionWriter writer = _environment.CreateResultPartitionWriters(
            _owner, [new ResultPartitionDeploymentDescriptor(output, SubpartitionCount)])[0];
        await writer.SetupAsync().AsTask().WaitAsync(Patience.Limit);
        for (int subpartition = 0; subpartition < SubpartitionCount; subpartition++)
        {
            await writer.EmitRecordAsync(Record(producer, subpartition), subpartition).AsTask().WaitAsync(Patience.Limit);
        }

        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        _outputs[producer] = output;
    }

    /// <summary>Runs a consumer of all subpartitions, and asserts that it gets what the producers wrote.</summary>
    public async Task ConsumeAsync()
    {
        Dictionary<(int Producer, int Subpartition), MemoryStream> read = [];
        ShuffleDescriptor[] inputs = [.. _outputs.OrderBy(output => output.Key).Select(output => output.Value)];
        await using IInputGate gate = _environment.CreateInputGates(
            _owner, [new InputGateDeploymentDescriptor(DataSet, new SubpartitionRange(0, SubpartitionCount - 1), inputs)])[0];
        await gate.SetupAsync();
        while (await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                using NetworkBuffer buffer = next.Buffer;
                (int, int) source = (next.ChannelIndex, next.Subpartition);
                (read.TryGetValue(source, out MemoryStream? bytes) ? bytes : read[source] = new MemoryStream()).Write(buffer.Memory.Span);
            }
        }

        Assert.Equal(inputs.Length * SubpartitionCount, read.Count);
        Assert.All(read, got => Assert.Equal(Record(got.Key.Producer, got.Key.Subpartition), got.Value.ToArray()));
    }

    /// <summary>Waits until the service says that an output is gone.</summary>
    public Task<ResultPartitionId> NextLossAsync() => _lost.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    public Task EndJobAsync() => _master.UnregisterJobAsync(Job);

    public Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken)
    {
        foreach (ResultPartitionId partition in partitions)
        {
            Assert.True(_lost.Writer.TryWrite(partition));
        }

        return Task.CompletedTask;
    }

    public void OnFatalError(Exception error) => _lost.Writer.TryComplete(error);

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        await _master.DisposeAsync();
    }

    private static byte[] Record(int producer, int subpartition)
    {
        byte[] record = new byte[RecordBytes];
        new Random((producer * SubpartitionCount) + subpartition).NextBytes(record);
        return record;
    }
}
