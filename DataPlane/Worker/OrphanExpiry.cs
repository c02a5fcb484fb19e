using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// The last line against data without an owner: releases what no control plane has claimed within <see cref="ShuffleWorkerOptions.OrphanTimeToLive"/>. Off
/// unless
/// that is set. Owned by the worker.
/// </summary>
internal sealed partial class OrphanExpiry : IDisposable
{
    // So often within the time to live it looks.
    private const int LooksPerLife = 20;

    private readonly PartitionStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrphanClock? _clock;
    private readonly ITimer? _timer;

    public OrphanExpiry(TimeSpan? timeToLive, PartitionStore store, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        if (timeToLive is { } life)
        {
            _clock = new OrphanClock(life);
            Look();
            _timer = time.CreateTimer(static state => ((OrphanExpiry)state!).Look(), this, life / LooksPerLife, life / LooksPerLife);
        }
    }

    /// <summary>The control plane has answered.</summary>
    public void OnHeard() => _clock?.OnHeard();

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        IReadOnlyList<PartitionAttemptId> orphans = _clock!.Look(_store.Inventory().Select(stored => stored.Attempt), _time.GetUtcNow());
        if (orphans.Count > 0)
        {
            LogDropped(orphans.Count);
        }

        foreach (PartitionAttemptId orphan in orphans)
        {
            _store.Release(orphan);
        }
    }

    [LoggerMessage(
        1410, LogLevel.Warning, "No control plane was heard for the orphan time to live: {Partitions} partitions that nobody claims are deleted", EventName = "OrphansDropped")]
    private partial void LogDropped(int partitions);
}
