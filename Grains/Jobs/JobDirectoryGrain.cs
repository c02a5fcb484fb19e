using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>A shell around <see cref="JobDirectory"/>: stores it before it answers. One call at a time.</summary>
[GrainType("shuffle.job-directory")]
internal sealed class JobDirectoryGrain : Grain, IJobDirectoryGrain
{
    private readonly SteadyClock _clock;
    private readonly JobTerms _terms;
    private readonly DurableDocument<JobDirectoryRecord> _document;
    private JobDirectory? _directory;

    public JobDirectoryGrain(
        [PersistentState("job-directory", ShuffleStreams.Storage)] IPersistentState<StoredDocument> storage,
        IOptions<ClusterControlPlaneOptions> options,
        SteadyClock clock)
    {
        _clock = clock;
        _terms = new JobTerms(options.Value);
        _document = new DurableDocument<JobDirectoryRecord>(
            storage,
            JobDocuments.Default.JobDirectoryRecord,
            JobDocuments.FormatVersion,
            DeactivateOnIdle);
    }

    private JobDirectory Jobs => _directory ??= _document.Read() is { } stored ? new JobDirectory(stored) : new JobDirectory(_clock.Now);

    /// <inheritdoc/>
    public async Task<JobLife> BeginAsync(JobId job, CancellationToken cancellationToken)
    {
        if (Jobs.FloorOf(job) is not { } floor)
        {
            _terms.RequireRoomForJob(Jobs.JobCount);
            floor = Jobs.Begin(job, _clock.Now);
            await _document.SaveAsync(Jobs.Describe);
        }

        return new JobLife(job, floor, Jobs.FoundingEpoch);
    }

    /// <inheritdoc/>
    public Task EndAsync(JobId job, long highestEpoch, CancellationToken cancellationToken)
        => Jobs.End(job, highestEpoch) ? _document.SaveAsync(Jobs.Describe) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobId>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<JobId>>(Jobs.Jobs);
}
