using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>Looks at jobs. The directory says which there are: a grain of a job that is not there is not brought to life by a question. Thread-safe.</summary>
/// <param name="grains">Where grains are found.</param>
/// <param name="calls">How they are asked.</param>
internal sealed class JobLooks(IGrainFactory grains, InspectionCalls calls)
{
    /// <summary>All jobs, by id.</summary>
    public async Task<IReadOnlyList<JobLook>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JobId> jobs = await ListIdsAsync(cancellationToken);
        InspectionDocument?[] looks = await calls.AskAllAsync(jobs, job => GrainOf(job).LookAsync(cancellationToken), cancellationToken);
        // One that has ended since the directory was asked is left out.
        return [.. looks.OfType<InspectionDocument>().Select(Read)];
    }

    /// <summary>One job; null if it is not registered.</summary>
    public async Task<JobLook?> FindAsync(JobId job, CancellationToken cancellationToken)
        => (await ListIdsAsync(cancellationToken)).Contains(job)
            && await calls.AskAsync(() => GrainOf(job).LookAsync(cancellationToken), cancellationToken) is { } look
            ? Read(look)
            : null;

    /// <summary>One job that is registered.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.JobNotFound"/>: it is not.</exception>
    public async Task<JobLook> RequireAsync(JobId job, CancellationToken cancellationToken)
        => await FindAsync(job, cancellationToken) ?? throw JobOwnership.NotRegistered(job);

    public IJobCoordination GrainOf(JobId job) => grains.GetGrain<IJobCoordination>(job.Value);

    private Task<IReadOnlyList<JobId>> ListIdsAsync(CancellationToken cancellationToken)
        => calls.AskAsync(() => grains.GetGrain<IJobDirectoryGrain>(0).ListAsync(cancellationToken), cancellationToken);

    private static JobLook Read(InspectionDocument look) => InspectionForm.Read(look, InspectionJsonOfGrains.Default.JobLook);
}
