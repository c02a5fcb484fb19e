using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Grains.Inspection;
using ShuffleOrleans.Grains.Inspection.Service;
using ShuffleOrleans.Grains.Interfaces.Inspection;

namespace ShuffleOrleans.Grains.Jobs;

// What people see of a job, hear of it, and may end.
internal sealed partial class JobGrain
{
    /// <inheritdoc/>
    public Task<InspectionDocument?> LookAsync(CancellationToken cancellationToken)
    {
        if (_shell is not { Job.IsEnding: false } shell)
        {
            return Task.FromResult<InspectionDocument?>(null);
        }

        JobLook look = new(JobPortrait.Of(shell.Job.Ownership), shell.Groups.Life.EpochFloor, shell.Job.FoundingEpoch, shell.Job.Groups.Describe());
        return Task.FromResult<InspectionDocument?>(InspectionForm.Of(look, InspectionJsonOfGrains.Default.JobLook));
    }

    /// <inheritdoc/>
    public async Task EndForOperatorAsync(CancellationToken cancellationToken) => await EndAsync(await LivingAsync(instance: null), expired: false);

    private void TellPeople(ControlPlaneFact fact)
    {
        if (FactEvents.Of(fact, null, _clock.Now) is { } happened)
        {
            _people.Tell([happened]);
        }
    }
}
