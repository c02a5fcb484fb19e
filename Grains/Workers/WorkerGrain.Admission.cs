using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

// Whose calls are heard.
internal sealed partial class WorkerGrain
{
    // Orleans' membership knows of a silo's death before its last calls have all arrived.
    private async Task RequireLivingAsync(WorkerCall call, WorkerId worker, ShuffleErrorCode refusalOfTheDead)
    {
        Require.Present(call, "The call");
        Require.Present(call.Silo, "Silo");
        Require.That(worker == Id, "Worker", $"is {worker}, but the call went to {Id}.");
        if (await _liveness.IsDeadAsync(call.Silo))
        {
            // This process will never be heard again. It ends as soon as it learns that it is dead.
            throw new ShuffleException(
                refusalOfTheDead, $"Silo {call.Silo} of worker {worker} has been declared dead: restart its process.");
        }
    }

    // Two processes with one identity, from a copied data directory, would throw each other's partitions out for ever. The first one stays.
    private async Task RequireOnlyProcessAsync(WorkerCall call)
    {
        if (Known is { Departure: null } && !call.Silo.Equals(_silo) && !await _liveness.IsDeadAsync(_silo!))
        {
            throw new ShuffleException(
                ShuffleErrorCode.StaleIncarnation,
                $"Worker {Id} is registered from silo {_silo}, which lives. If the worker has moved to silo {call.Silo}, this passes when the former silo is "
                + "found dead; if its data directories were copied, empty one of the copies.");
        }
    }

    // Calls that were given up may arrive after their repetition. Nobody waits for them any more.
    private void RequireNotOvertaken(WorkerCall call)
    {
        if (!_calls.TryTake(call.Silo.ToParsableString(), call.Number))
        {
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable,
                $"Call {call.Number} of worker {Id} was overtaken by a later one. Repeat it if its answer is needed.");
        }
    }
}
