using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Browser.Scene;

/// <summary>A job of an engine in this process, over the client's API. Its tasks do what the test says, and nothing by themselves.</summary>
internal sealed class ScriptedJob : IJobShuffleContext, IShuffleMasterContext, IAsyncDisposable
{
    private const long OneMebibyte = 1024 * 1024;
    private readonly Stack<IAsyncDisposable> _open = [];
    private readonly RemoteShuffleMaster _master;
    private readonly RemoteShuffleEnvironment _environment;
    private readonly ShuffleIOOwnerContext _owner;

    private ScriptedJob(LiveService service, string name)
    {
        JobName = name;
        RemoteShuffleOptions options = new();
        options.Gates.MemoryPerGateBytes = 2 * OneMebibyte;
        options.Gates.MaxCreditPerChannelBytes = OneMebibyte / 4;
        options.Writers.StretchBytes = OneMebibyte / 8;
        options.Writers.MemoryPerPartitionBytes = OneMebibyte;
        _master = new RemoteShuffleMaster(
            service.ControlPlane, this, new RemoteShuffleMasterOptions(), TimeProvider.System, new Random(1), NullLoggerFactory.Instance);
        _environment = new RemoteShuffleEnvironment(options, new ShuffleEnvironmentContext("executor", "127.0.0.1"), TimeProvider.System);
        _owner = new ShuffleIOOwnerContext(Job, "task", 0);
    }

    public JobId Job { get; } = JobId.FromGuid(Guid.NewGuid());

    public string JobName { get; }

    public static async Task<ScriptedJob> StartAsync(LiveService service, string name)
    {
        ScriptedJob job = new(service, name);
        await job._master.RegisterJobAsync(job).WaitAsync(Patience.Limit);
        return job;
    }

    /// <summary>Writes one output to its end.</summary>
    public async Task<ShuffleDescriptor> ProduceAsync(ScriptedOutput output)
    {
        (ShuffleDescriptor descriptor, IResultPartitionWriter writer) = await OpenAsync(output);
        await using (writer)
        {
            await WriteAsync(writer, output);
            await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        }

        return descriptor;
    }

    /// <summary>Writes all records of an output, and then neither ends nor goes on: a straggler.</summary>
    public async Task StallAsync(ScriptedOutput output)
    {
        (_, IResultPartitionWriter writer) = await OpenAsync(output);
        _open.Push(writer);
        await WriteAsync(writer, output);
        await writer.FlushAllAsync().AsTask().WaitAsync(Patience.Limit);
    }

    /// <summary>Opens a consumer of one subpartition that takes one buffer and then consumes nothing any more: a slow reader.</summary>
    public async Task ReadALittleAsync(DataSetId dataSet, int subpartition, IReadOnlyList<ShuffleDescriptor> inputs)
    {
        IInputGate gate = _environment.CreateInputGates(
            _owner, [new InputGateDeploymentDescriptor(dataSet, SubpartitionRange.Single(subpartition), [.. inputs])])[0];
        _open.Push(gate);
        await gate.SetupAsync();
        Assert.True(await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.True(gate.TryPollNext(out BufferOrEvent first));
        first.Buffer.Dispose();
    }

    public Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken) => Task.CompletedTask;

    public void OnFatalError(Exception error) => Assert.Fail($"{error}");

    public async ValueTask DisposeAsync()
    {
        while (_open.TryPop(out IAsyncDisposable? open))
        {
            await open.DisposeAsync();
        }

        await _environment.DisposeAsync();
        await _master.DisposeAsync();
    }

    private async Task<(ShuffleDescriptor Descriptor, IResultPartitionWriter Writer)> OpenAsync(ScriptedOutput output)
    {
        ShuffleDescriptor descriptor = await _master.RegisterPartitionWithProducerAsync(
            Job, new PartitionDescriptor(output.DataSet, output.Index, output.SubpartitionCount, output.Kind), new ProducerDescriptor(0, "127.0.0.1"));
        IResultPartitionWriter writer = _environment.CreateResultPartitionWriters(
            _owner, [new ResultPartitionDeploymentDescriptor(descriptor, output.SubpartitionCount)])[0];
        await writer.SetupAsync().AsTask().WaitAsync(Patience.Limit);
        return (descriptor, writer);
    }

    private static async Task WriteAsync(IResultPartitionWriter writer, ScriptedOutput output)
    {
        foreach ((int subpartition, byte[] record) in output.Records())
        {
            await writer.EmitRecordAsync(record, subpartition).AsTask().WaitAsync(Patience.Limit);
        }
    }
}
