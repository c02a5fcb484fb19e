using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>
/// A task executor's half of the shuffle service (FLIP-31: ShuffleEnvironment): makes writers and gates, owns the network buffers and the connections they
/// share. Safe for concurrent calls. Dispose writers and gates first; disposing the environment closes
/// what connections are left and returns its memory.
/// </summary>
public interface IShuffleEnvironment : IAsyncDisposable
{
    /// <summary>Takes its memory and starts.</summary>
    /// <returns>The TCP port on which other executors reach partitions held here, or 0 if none are.</returns>
    ValueTask<int> StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes one writer for each output. Nothing is sent before <see cref="IResultPartitionWriter.SetupAsync"/>.</summary>
    IReadOnlyList<IResultPartitionWriter> CreateResultPartitionWriters(
        ShuffleIOOwnerContext owner, IReadOnlyList<ResultPartitionDeploymentDescriptor> partitions);

    /// <summary>Makes one gate for each input. Nothing is asked for before <see cref="IInputGate.SetupAsync"/>.</summary>
    IReadOnlyList<IInputGate> CreateInputGates(ShuffleIOOwnerContext owner, IReadOnlyList<InputGateDeploymentDescriptor> gates);

    /// <summary>
    /// A producer that was unknown, or has moved, is now here: every gate of this environment that has a channel for it goes on with the new descriptor.
    /// </summary>
    /// <returns>Whether some gate had such a channel.</returns>
    bool UpdatePartitionInfo(ShuffleDescriptor descriptor);

    /// <summary>
    /// Drops partitions that are held in this executor, in any state; what is not held here is ignored. Their files go soon after, once their readers are done.
    /// The remote service holds none.
    /// </summary>
    void ReleasePartitionsLocally(IReadOnlyCollection<ResultPartitionId> partitions);

    /// <summary>
    /// The partitions that are held in this executor: being written, committed, or released with files still to go. Others may need them: the executor stays
    /// until they were released. Empty for the remote service.
    /// </summary>
    IReadOnlyCollection<ResultPartitionId> GetPartitionsOccupyingLocalResources();
}
