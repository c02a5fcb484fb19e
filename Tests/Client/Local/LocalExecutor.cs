using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Local;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Local;

/// <summary>A started executor of the local shuffle service, in a data directory that several share. Disposing it asserts that its memory came back.</summary>
internal sealed class LocalExecutor : IAsyncDisposable
{
    private static readonly ShuffleIOOwnerContext Owner = new(Names.Job, "task", 0);

    private readonly Lock _lock = new();
    private readonly List<PartitionChange> _heard = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalExecutor(string name, string dataDirectory, LocalShuffleEnvironment environment)
    {
        Name = name;
        Directory = Path.Combine(dataDirectory, $"executor-{name}");
        Environment = environment;
        environment.ControlPlane.Reported += Hear;
    }

    public string Name { get; }

    /// <summary>Its own directory.</summary>
    public string Directory { get; }

    public LocalShuffleEnvironment Environment { get; }

    public int Port { get; private set; }

    public IReadOnlyCollection<ResultPartitionId> Occupying => Environment.GetPartitionsOccupyingLocalResources();

    /// <summary>Files of partitions, committed or partial.</summary>
    public IEnumerable<string> PartitionFiles => System.IO.Directory.EnumerateFiles(Directory, "*map-*", SearchOption.AllDirectories);

    public static LocalShuffleOptions Options(string dataDirectory)
    {
        LocalShuffleOptions options = new();
        options.Worker.Storage.DataDirectories = dataDirectory;
        options.Worker.Storage.MinReservedBytes = 0;
        options.Writers.MemoryPerPartitionBytes = 1024 * 1024;
        options.Gates.MemoryPerGateBytes = 2 * 1024 * 1024;
        options.Connections.FirstRetryPause = TimeSpan.FromMilliseconds(1);
        return options;
    }

    public static async Task<LocalExecutor> StartAsync(string name, string dataDirectory, Action<LocalShuffleOptions>? configure = null)
    {
        LocalShuffleOptions options = Options(dataDirectory);
        configure?.Invoke(options);
        LocalShuffleServiceFactory factory = new(options, TimeProvider.System, NullLoggerFactory.Instance);
        IShuffleEnvironment environment = factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext(name, "127.0.0.1"));
        LocalExecutor executor = new(name, dataDirectory, (LocalShuffleEnvironment)environment);
        executor.Port = await environment.StartAsync().AsTask().WaitAsync(Patience.Limit);
        return executor;
    }

    /// <summary>A shuffle master with the tests' job.</summary>
    public static async Task<LocalShuffleMaster> MasterAsync()
    {
        LocalShuffleMaster master = new(new LocalShuffleOptions(), TimeProvider.System);
        await master.RegisterJobAsync(new RecordingEngine());
        return master;
    }

    public async Task<LocalShuffleDescriptor> RegisterAsync(IShuffleMaster master, int index, int subpartitionCount, int attempt = 0) =>
        (LocalShuffleDescriptor)await master.RegisterPartitionWithProducerAsync(
            Names.Job,
            new PartitionDescriptor(Names.DataSet, index, subpartitionCount),
            new ProducerDescriptor(attempt, "127.0.0.1", Name, Port));

    public async Task<IResultPartitionWriter> ReadyWriterAsync(LocalShuffleDescriptor descriptor)
    {
        ResultPartitionDeploymentDescriptor deployment = new(descriptor, descriptor.Allocation.SubpartitionCount);
        IResultPartitionWriter writer = Environment.CreateResultPartitionWriters(Owner, [deployment])[0];
        await writer.SetupAsync().AsTask().WaitAsync(Patience.Limit);
        return writer;
    }

    /// <summary>Writes one partition of random calls and commits it.</summary>
    public async Task<OutputModel> WriteAsync(LocalShuffleDescriptor descriptor, Random random, int calls)
    {
        OutputModel model = new(descriptor.Allocation.SubpartitionCount);
        await using IResultPartitionWriter writer = await ReadyWriterAsync(descriptor);
        await model.WriteRandomAsync(writer, random, calls).WaitAsync(Patience.Limit);
        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        return model;
    }

    public async Task<IInputGate> ReadyGateAsync(SubpartitionRange range, params IReadOnlyList<ShuffleDescriptor> shuffles)
    {
        IInputGate gate = Environment.CreateInputGates(Owner, [new InputGateDeploymentDescriptor(Names.DataSet, range, shuffles)])[0];
        await gate.SetupAsync();
        return gate;
    }

    /// <summary>Reads the range of these partitions to the end and holds it against the models.</summary>
    public async Task MustReadAsync(SubpartitionRange range, IReadOnlyList<ShuffleDescriptor> shuffles, IReadOnlyList<OutputModel> models)
    {
        await using IInputGate gate = await ReadyGateAsync(range, shuffles);
        GateReader reader = new(gate, range);
        await reader.ReadToEndAsync().WaitAsync(Patience.Limit);
        reader.MustEqual(models);
    }

    /// <summary>Waits until the worker inside has reported this.</summary>
    public async Task HearAsync(PartitionChangeKind kind, LocalShuffleDescriptor descriptor)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_heard.Exists(change => change.Kind == kind && change.Attempt == descriptor.Allocation.Attempt))
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(Patience.Limit);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Environment.DisposeAsync();
        Assert.Equal(0, Environment.Ledger.InUseBuffers);
        Assert.Equal(0, Environment.Ledger.QuotaBuffers);
        Assert.Equal(0, Environment.WorkerLedger.InUseBuffers);
    }

    private void Hear(PartitionChange change)
    {
        lock (_lock)
        {
            _heard.Add(change);
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
