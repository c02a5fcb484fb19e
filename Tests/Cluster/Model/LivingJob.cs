using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Model;

/// <summary>A job, and what its JobMaster has heard of it.</summary>
internal sealed class LivingJob(TestJob job)
{
    private readonly HashSet<PartitionAttemptId> _toldCommitted = [];
    private long _lastSequence;

    public TestJob Job => job;

    public Dictionary<(DataPartitionKind Kind, int Index), int> Attempts { get; } = [];

    /// <summary>Takes in the events since the last time; they have no gap, or the gap is told.</summary>
    public async Task HearAsync(IReadOnlyList<PartitionStatus> listed)
    {
        PartitionEventBatch batch = await job.EventsAsync(_lastSequence);
        Assert.Equal(Enumerable.Range(1, batch.Events.Count).Select(i => _lastSequence + i), batch.Events.Select(e => e.Sequence));
        _lastSequence = batch.Missed ? batch.LastSequence : _lastSequence + batch.Events.Count;
        _toldCommitted.UnionWith(batch.Events.Where(e => e.Kind == PartitionEventKind.Committed).Select(e => e.Attempt));
        if (batch.Missed)
        {
            _toldCommitted.UnionWith(listed.Where(IsCommitted).Select(status => status.Allocation.Attempt));
        }
    }

    /// <summary>Nothing is committed of which the JobMaster has heard nothing.</summary>
    public void CheckHeard(IReadOnlyList<PartitionStatus> listed)
        => Assert.All(
            listed.Where(IsCommitted),
            status => Assert.True(_toldCommitted.Contains(status.Allocation.Attempt), $"{status.Allocation.Attempt} is committed and no event said so."));

    private static bool IsCommitted(PartitionStatus status) => status.State == PartitionState.Committed;
}
