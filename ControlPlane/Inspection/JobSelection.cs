using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Pages of jobs. There are some thousands at most, so they are simply sorted.</summary>
internal static class JobSelection
{
    public static Page<JobSummary> Of(IEnumerable<JobSummary> jobs, JobQuery query)
    {
        JobSummary[] chosen = [.. jobs.Where(job => query.Name is not { } part || job.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];
        IOrderedEnumerable<JobSummary> ordered = query.Sort switch
        {
            JobSort.Bytes => By(chosen, job => job.PayloadBytes, query.Descending),
            JobSort.Partitions => By(chosen, AttemptCount, query.Descending),
            // Those of which nobody knows when come last either way.
            JobSort.RegisteredAt => By(
                chosen, job => job.RegisteredAt ?? (query.Descending ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue), query.Descending),
            _ => query.Descending ? chosen.OrderByDescending(job => job.Name, StringComparer.Ordinal) : chosen.OrderBy(job => job.Name, StringComparer.Ordinal),
        };
        return new Page<JobSummary>([.. ordered.ThenBy(job => job.Job.Value).Skip(query.Skip).Take(query.Take)], chosen.Length, query.Skip);
    }

    private static IOrderedEnumerable<JobSummary> By<TKey>(IEnumerable<JobSummary> jobs, Func<JobSummary, TKey> key, bool descending)
        => descending ? jobs.OrderByDescending(key) : jobs.OrderBy(key);

    private static long AttemptCount(JobSummary job)
        => (long)job.Attempts.Allocated + job.Attempts.Writing + job.Attempts.Committed + job.Attempts.Releasing + job.Attempts.Failed + job.Attempts.Lost;
}
