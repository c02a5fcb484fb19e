using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// Checks stored partitions: all of them in turn, at a bounded rate, and single ones on demand or because a reader has complained. What is damaged goes into
/// quarantine and is reported lost. Thread-safe. Owned by the worker, which disposes it before the store.
/// </summary>
internal sealed class Scrubber : IDisposable
{
    // A complaint so soon after a check would find the same: complaining readers do not keep a disk busy.
    private static readonly TimeSpan ComplaintPause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<DataDirectory, DirectoryScrubber> _directories;
    private readonly PartitionStore _store;
    private readonly TimeProvider _time;

    public Scrubber(PartitionStore store, ScrubbingOptions options, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _directories = store.Directories.All.ToDictionary(
            directory => directory, directory => new DirectoryScrubber(directory, store, options, Checks, time, logger));
    }

    /// <summary>How far all directories together are.</summary>
    public ScrubProgress Progress =>
        _directories.Values.Aggregate(default(ScrubProgress), (sum, directory) => sum + directory.Progress);

    /// <summary>The last checks.</summary>
    public CheckLog Checks { get; } = new();

    /// <summary>When the checks last found nothing in a directory that was due; null for never.</summary>
    public DateTimeOffset? RoundEndedAt(DataDirectory directory) => _directories[directory].RoundEndedAt;

    /// <summary>Checks one attempt now, before all others.</summary>
    public Task<VerificationResult> VerifyNowAsync(PartitionAttemptId id, CheckOrigin by = CheckOrigin.Operator)
    {
        try
        {
            StoredAttempt attempt = _store.FindCommitted(id);
            return attempt.FileBytes > 0
                ? _directories[attempt.Directory].CheckAsync(attempt, by)
                : Task.FromResult(VerificationResult.Without(VerificationOutcome.NotStored, $"Nothing of {id} is in a file."));
        }
        catch (ShuffleException e)
        {
            return Task.FromResult(VerificationResult.Without(VerificationOutcome.NotStored, e.Message));
        }
    }

    /// <summary>A reader says that a stored frame came damaged: the file is checked soon, unless it just was. Never blocks.</summary>
    public void OnComplaint(PartitionAttemptId id)
    {
        if (_store.LastCheckOf(id) is not { } last || _time.GetUtcNow() - last >= ComplaintPause)
        {
            // The outcome is logged, and damage reported, by the check itself.
            _ = VerifyNowAsync(id, CheckOrigin.Reader);
        }
    }

    public void Dispose()
    {
        foreach (DirectoryScrubber directory in _directories.Values)
        {
            directory.Dispose();
        }
    }
}
