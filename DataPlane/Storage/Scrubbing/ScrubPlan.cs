using ShuffleOrleans.DataPlane.Storage.Partitions;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// Which partitions of a directory are to be checked next: those whose last check is longer ago than the interval, the longest first. What was committed by
/// this
/// process counts as checked when it is first seen here: every frame was checked as it came. Plain state without a clock; used on one thread at a time.
/// </summary>
internal sealed class ScrubPlan(TimeSpan interval)
{
    // A plan is made anew when it is used up; so many are enough for a while.
    private const int MaxPlanned = 10_000;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly Queue<StoredAttempt> _planned = new();

    /// <summary>How long to wait before the next plan, if this one is empty.</summary>
    public TimeSpan Wait { get; private set; }

    /// <summary>Whether a new plan is needed.</summary>
    public bool IsUsedUp => _planned.Count == 0;

    /// <summary>Makes a plan.</summary>
    public void Make(IReadOnlyList<StoredAttempt> stored, DateTimeOffset now)
    {
        foreach (StoredAttempt attempt in stored)
        {
            attempt.TrustedSince ??= now;
        }

        _planned.Clear();
        foreach (StoredAttempt due in stored.Where(attempt => IsDue(attempt, now)).OrderBy(LastTrusted).Take(MaxPlanned))
        {
            _planned.Enqueue(due);
        }

        // New partitions come unseen, so it never sleeps through a whole interval.
        TimeSpan longest = interval / 20;
        TimeSpan next = stored.Count == 0 ? longest : stored.Min(LastTrusted) - now + interval;
        Wait = next < ShortestWait ? ShortestWait : next < longest ? next : longest;
    }

    /// <summary>The next partition; null if the plan is used up.</summary>
    public StoredAttempt? Next(DateTimeOffset now)
    {
        while (_planned.TryDequeue(out StoredAttempt? next))
        {
            // A check on demand may have come first.
            if (IsDue(next, now))
            {
                return next;
            }
        }

        return null;
    }

    private bool IsDue(StoredAttempt attempt, DateTimeOffset now) => now - LastTrusted(attempt) >= interval;

    private static DateTimeOffset LastTrusted(StoredAttempt attempt) => attempt.CheckedAt ?? attempt.TrustedSince ?? DateTimeOffset.MinValue;
}
