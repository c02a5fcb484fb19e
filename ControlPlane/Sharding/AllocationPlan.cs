using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>
/// One request for allocations on its way through the groups: what stands, what is due and where it goes, and the answer in the order of the request. Filled
/// step by step: <see cref="Stand"/> for each group, <see cref="Assign"/> once, <see cref="Allocated"/> for each group that has something due. Lives for one
/// request.
/// </summary>
internal sealed class AllocationPlan
{
    private readonly PartitionRequest[] _requests;
    private readonly PartitionAllocation?[] _allocations;
    private readonly IReadOnlyList<WorkerLocation>[] _locations;
    private readonly Dictionary<PartitionGroupId, List<int>> _indexes = [];
    private readonly JobId _job;

    public AllocationPlan(PartitionAllocationRequest request)
    {
        _job = request.Job;
        _requests = [.. request.Partitions];
        _allocations = new PartitionAllocation?[_requests.Length];
        _locations = new IReadOnlyList<WorkerLocation>[_requests.Length];
        for (int index = 0; index < _requests.Length; index++)
        {
            PartitionGroupId group = PartitionGroupId.Of(IdOf(_requests[index]));
            if (!_indexes.TryGetValue(group, out List<int>? indexes))
            {
                _indexes.Add(group, indexes = []);
                Groups.Add(group);
            }

            indexes.Add(index);
        }
    }

    /// <summary>The groups that the request concerns, each once.</summary>
    public List<PartitionGroupId> Groups { get; } = [];

    /// <summary>The requests that nothing stands for, in the order of the request.</summary>
    public PartitionRequest[] Due => [.. DueIndexes.Select(index => _requests[index])];

    /// <summary>The groups with something due.</summary>
    public PartitionGroupId[] DueGroups => [.. Groups.Where(group => _indexes[group].Exists(IsDue))];

    private IEnumerable<int> DueIndexes => Enumerable.Range(0, _requests.Length).Where(IsDue);

    /// <summary>What is asked of a group.</summary>
    public PartitionRequest[] RequestsOf(PartitionGroupId group) => [.. _indexes[group].Select(index => _requests[index])];

    /// <summary>What stands in a group, in the order of <see cref="RequestsOf"/>; null where something is due.</summary>
    public void Stand(PartitionGroupId group, IReadOnlyList<PartitionAllocation?> standing) => Fill(_indexes[group], standing);

    /// <summary>The workers for what is <see cref="Due"/>, in its order.</summary>
    public void Assign(IReadOnlyList<IReadOnlyList<WorkerLocation>> locations)
    {
        int next = 0;
        foreach (int index in DueIndexes)
        {
            _locations[index] = locations[next++];
        }
    }

    /// <summary>What a group has to allocate, in the order of the request.</summary>
    public (PartitionRequest Request, IReadOnlyList<WorkerLocation> Locations)[] DueOf(PartitionGroupId group)
        => [.. _indexes[group].Where(IsDue).Select(index => (_requests[index], _locations[index]))];

    /// <summary>What a group has allocated, in the order of <see cref="DueOf"/>.</summary>
    public void Allocated(PartitionGroupId group, IReadOnlyList<PartitionAllocation> allocations)
        => Fill([.. _indexes[group].Where(IsDue)], allocations);

    /// <summary>The answer, when nothing is due any more.</summary>
    public PartitionAllocation[] Answer(StorageChoice storage) => [.. _allocations.Select(allocation => allocation! with { Storage = storage })];

    /// <summary>Which partition a request is about.</summary>
    public DataPartitionId IdOf(PartitionRequest request) => new(_job, request.DataSet, request.Kind, request.PartitionIndex);

    private bool IsDue(int index) => _allocations[index] is null;

    private void Fill(List<int> indexes, IReadOnlyList<PartitionAllocation?> allocations)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(allocations.Count, indexes.Count);
        for (int i = 0; i < indexes.Count; i++)
        {
            _allocations[indexes[i]] = allocations[i];
        }
    }
}
