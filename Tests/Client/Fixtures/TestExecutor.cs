using System.Diagnostics.Metrics;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>A task executor's production shuffle environment, and short ways to use it. Disposing it asserts that all of its memory came back.</summary>
internal sealed class TestExecutor : IAsyncDisposable
{
    private static readonly ShuffleIOOwnerContext Owner = new(Names.Job, "task", 0);

    public TestExecutor(Action<RemoteShuffleOptions>? configure = null, TimeProvider? time = null, IMeterFactory? meters = null)
    {
        RemoteShuffleOptions options = new();
        options.Writers.MemoryPerPartitionBytes = 1024 * 1024;
        options.Gates.MemoryPerGateBytes = 2 * 1024 * 1024;
        options.Connections.FirstRetryPause = TimeSpan.FromMilliseconds(1);
        configure?.Invoke(options);
        Environment = new RemoteShuffleEnvironment(options, new ShuffleEnvironmentContext("executor", "127.0.0.1"), time ?? TimeProvider.System, meters);
    }

    public RemoteShuffleEnvironment Environment { get; }

    public static RemoteShuffleDescriptor Descriptor(WorkerLocation location, int index, int subpartitionCount, int attempt = 0, long epoch = 1) => new(
        new ResultPartitionId(Names.DataSet, index, attempt),
        new PartitionAllocation(Names.Attempt(index, epoch, attempt), subpartitionCount, [location]));

    public IResultPartitionWriter Writer(RemoteShuffleDescriptor descriptor) =>
        Environment.CreateResultPartitionWriters(Owner, [new ResultPartitionDeploymentDescriptor(descriptor, descriptor.Allocation.SubpartitionCount)])[0];

    public async Task<IResultPartitionWriter> ReadyWriterAsync(RemoteShuffleDescriptor descriptor)
    {
        IResultPartitionWriter writer = Writer(descriptor);
        await writer.SetupAsync().AsTask().WaitAsync(Patience.Limit);
        return writer;
    }

    public IInputGate Gate(SubpartitionRange range, params IReadOnlyList<ShuffleDescriptor> shuffles) =>
        Environment.CreateInputGates(Owner, [new InputGateDeploymentDescriptor(Names.DataSet, range, shuffles)])[0];

    public async Task<IInputGate> ReadyGateAsync(SubpartitionRange range, params IReadOnlyList<ShuffleDescriptor> shuffles)
    {
        IInputGate gate = Gate(range, shuffles);
        await gate.SetupAsync();
        return gate;
    }

    /// <summary>Writes one partition of random calls and commits it.</summary>
    public async Task<OutputModel> WriteAsync(RemoteShuffleDescriptor descriptor, Random random, int calls, int largeBytes = 20_000)
    {
        OutputModel model = new(descriptor.Allocation.SubpartitionCount);
        await using IResultPartitionWriter writer = await ReadyWriterAsync(descriptor);
        await model.WriteRandomAsync(writer, random, calls, largeBytes).WaitAsync(Patience.Limit);
        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        return model;
    }

    /// <summary>Reads the range of these partitions to the end and holds it against the models.</summary>
    public async Task MustReadAsync(SubpartitionRange range, IReadOnlyList<RemoteShuffleDescriptor> shuffles, IReadOnlyList<OutputModel> models)
    {
        await using IInputGate gate = await ReadyGateAsync(range, shuffles);
        GateReader reader = new(gate, range);
        await reader.ReadToEndAsync().WaitAsync(Patience.Limit);
        reader.MustEqual(models);
    }

    public async ValueTask DisposeAsync()
    {
        await Environment.DisposeAsync();
        Assert.Equal(0, Environment.Ledger.InUseBuffers);
        Assert.Equal(0, Environment.Ledger.QuotaBuffers);
    }
}
