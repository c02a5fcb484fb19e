using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.SampleHost;

internal sealed class DirectoryShuffleEnvironment(string directory, int loseIndex) : IShuffleEnvironment
{
    public ValueTask<int> StartAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(0);

    public IReadOnlyList<IResultPartitionWriter> CreateResultPartitionWriters(
        ShuffleIOOwnerContext owner, IReadOnlyList<ResultPartitionDeploymentDescriptor> partitions)
        => [.. partitions.Select(partition => new DirectoryPartitionWriter(directory, partition))];

    public IReadOnlyList<IInputGate> CreateInputGates(ShuffleIOOwnerContext owner, IReadOnlyList<InputGateDeploymentDescriptor> gates)
        => [.. gates.Select(gate => new DirectoryInputGate(directory, gate, loseIndex))];

    public bool UpdatePartitionInfo(ShuffleDescriptor descriptor) => false;

    public void ReleasePartitionsLocally(IReadOnlyCollection<ResultPartitionId> partitions)
    {
    }

    public IReadOnlyCollection<ResultPartitionId> GetPartitionsOccupyingLocalResources() => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
