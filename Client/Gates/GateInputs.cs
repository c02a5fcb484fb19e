using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// The producers of one gate, as far as they are known, and the channels that read them: of a map partition one each, as soon as it is known; of reduce
/// partitions one for each request that reads many producers, when all of them are known. Guarded by the gate's lock.
/// </summary>
internal sealed class GateInputs
{
    private readonly RemoteInputGate _gate;
    private readonly SubpartitionRange _range;
    private readonly ShuffleDescriptor[] _shuffles;
    private readonly bool[] _isRead;
    private readonly List<GateChannel> _channels = [];

    /// <param name="gate">Where the frames go.</param>
    /// <param name="descriptor">What it reads.</param>
    public GateInputs(RemoteInputGate gate, InputGateDeploymentDescriptor descriptor)
    {
        _gate = gate;
        _range = descriptor.Range;
        _shuffles = [.. descriptor.Shuffles];
        _isRead = new bool[_shuffles.Length];
    }

    /// <summary>How many producers there are.</summary>
    public int Count => _shuffles.Length;

    /// <summary>The channels made so far.</summary>
    public GateChannel[] Channels => [.. _channels];

    /// <summary>Whether there are channels for all of it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The workers that hold what is known. One may come again, though not twice in a row: of many producers most are on the same.</summary>
    public IEnumerable<WorkerEndpoint> Workers
    {
        get
        {
            WorkerEndpoint last = default;
            foreach (ShuffleDescriptor shuffle in _shuffles.Where(shuffle => !shuffle.IsUnknown))
            {
                foreach (ReadShare share in ReadShare.Of(RequireRemote(shuffle).Allocation, _range))
                {
                    if (share.Worker != last)
                    {
                        last = share.Worker;
                        yield return last;
                    }
                }
            }
        }
    }

    /// <summary>A producer has become known, has moved, or is another attempt now.</summary>
    /// <returns>Whether this gate reads it.</returns>
    public bool Update(StoredShuffleDescriptor descriptor)
    {
        int index = Array.FindIndex(_shuffles, known => IsSameProducer(known.ResultPartition, descriptor.ResultPartition));
        if (index < 0)
        {
            return false;
        }

        _shuffles[index] = descriptor;
        _channels.ForEach(channel => channel.Update(index, descriptor));
        return true;
    }

    /// <summary>Makes the channels that can be made now and were not before.</summary>
    /// <exception cref="PartitionException">What the gate was given cannot be read.</exception>
    public IReadOnlyList<GateChannel> MakeChannels()
    {
        List<GateChannel> made = [];
        List<Contribution> contributions = [];
        for (int i = 0; i < _shuffles.Length; i++)
        {
            if (_shuffles[i].IsUnknown || _isRead[i])
            {
                continue;
            }

            StoredShuffleDescriptor shuffle = RequireRemote(_shuffles[i]);
            _isRead[i] = shuffle.Allocation.Attempt.Partition.Kind == DataPartitionKind.Map;
            if (_isRead[i])
            {
                made.Add(new MapGateChannel(_gate, i, _range, shuffle));
            }
            else
            {
                contributions.Add(new Contribution(i, shuffle));
            }
        }

        IsComplete = !_shuffles.Any(shuffle => shuffle.IsUnknown);
        if (IsComplete)
        {
            made.AddRange(ReduceGroup.Of(contributions, _range).Select(group => new ReduceGateChannel(_gate, group)));
        }

        _channels.AddRange(made);
        return made;
    }

    private static bool IsSameProducer(ResultPartitionId known, ResultPartitionId updated) =>
        known.DataSet == updated.DataSet && known.PartitionIndex == updated.PartitionIndex;

    private static StoredShuffleDescriptor RequireRemote(ShuffleDescriptor descriptor) => descriptor as StoredShuffleDescriptor
        ?? throw new ArgumentException($"{descriptor.ResultPartition} is not held by a shuffle worker.", nameof(descriptor));
}
