using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>Hears what a store reports and lets a test wait for it.</summary>
internal sealed class RecordingObserver : IPartitionObserver
{
    private readonly Lock _lock = new();
    private readonly List<(PartitionChangeKind Kind, PartitionAttemptId Attempt)> _heard = [];
    private readonly List<((PartitionChangeKind Kind, PartitionAttemptId Attempt) Wanted, TaskCompletionSource Heard)> _waiting = [];

    public IReadOnlyList<(PartitionChangeKind Kind, PartitionAttemptId Attempt)> Heard
    {
        get
        {
            lock (_lock)
            {
                return [.. _heard];
            }
        }
    }

    public Task HeardAsync(PartitionChangeKind kind, PartitionAttemptId attempt)
    {
        TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_heard.Contains((kind, attempt)))
            {
                heard.SetResult();
            }
            else
            {
                _waiting.Add(((kind, attempt), heard));
            }
        }

        return heard.Task.OrFail();
    }

    public void OnWriting(PartitionAttemptId attempt, int subpartitionCount) => Hear(PartitionChangeKind.Writing, attempt);

    public void OnCommitted(PartitionAttemptId attempt, int subpartitionCount, PartitionReceipt receipt) => Hear(PartitionChangeKind.Committed, attempt);

    public void OnFailed(PartitionAttemptId attempt, string reason) => Hear(PartitionChangeKind.Failed, attempt);

    public void OnReleased(PartitionAttemptId attempt) => Hear(PartitionChangeKind.Released, attempt);

    public void OnLost(PartitionAttemptId attempt, string reason) => Hear(PartitionChangeKind.Lost, attempt);

    private void Hear(PartitionChangeKind kind, PartitionAttemptId attempt)
    {
        lock (_lock)
        {
            _heard.Add((kind, attempt));
            _waiting.FindAll(waiter => waiter.Wanted == (kind, attempt)).ForEach(waiter => waiter.Heard.TrySetResult());
        }
    }
}
