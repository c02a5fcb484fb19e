using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Samples.Executors;

/// <summary>
/// A shuffle service whose executors hold partitions on a made-up port. It keeps what it is told to release; nothing is ever written or read.
/// </summary>
internal sealed class HoldingShuffle(int dataPort) : IShuffleServiceFactory, IShuffleEnvironment
{
    private readonly TaskCompletionSource<IReadOnlyCollection<ResultPartitionId>> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "holding";

    /// <summary>The first partitions that it was told to release.</summary>
    public Task<IReadOnlyCollection<ResultPartitionId>> Released => _released.Task;

    public bool IsDisposed { get; private set; }

    public IShuffleMaster CreateShuffleMaster(IShuffleMasterContext context) => throw new NotSupportedException("No JobMaster runs here.");

    public IShuffleEnvironment CreateShuffleEnvironment(ShuffleEnvironmentContext context) => this;

    public ValueTask<int> StartAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(dataPort);

    public IReadOnlyList<IResultPartitionWriter> CreateResultPartitionWriters(
        ShuffleIOOwnerContext owner, IReadOnlyList<ResultPartitionDeploymentDescriptor> partitions) => [];

    public IReadOnlyList<IInputGate> CreateInputGates(ShuffleIOOwnerContext owner, IReadOnlyList<InputGateDeploymentDescriptor> gates) => [];

    public bool UpdatePartitionInfo(ShuffleDescriptor descriptor) => false;

    public void ReleasePartitionsLocally(IReadOnlyCollection<ResultPartitionId> partitions) => _released.TrySetResult(partitions);

    public IReadOnlyCollection<ResultPartitionId> GetPartitionsOccupyingLocalResources() => [];

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
