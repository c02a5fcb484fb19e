using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Times the worker's calls of the control plane.</summary>
internal sealed class TimedControlPlane(IWorkerControlPlane inner, DataPlaneMetrics metrics, TimeProvider time) : IWorkerControlPlane
{
    public Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken) =>
        TimeAsync("RegisterWorker", inner.RegisterWorkerAsync(registration, cancellationToken));

    public Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken) =>
        TimeAsync("HeartbeatWorker", inner.HeartbeatWorkerAsync(heartbeat, cancellationToken));

    public async Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken) => await TimeAsync("Leave", DoneAsync(inner.LeaveAsync(leave, cancellationToken)));

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }

    private async Task<T> TimeAsync<T>(string method, Task<T> call)
    {
        long begun = time.GetTimestamp();
        string outcome = "bug";
        try
        {
            T reply = await call;
            outcome = "ok";
            return reply;
        }
        catch (ShuffleException e)
        {
            outcome = e.Code.ToString();
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        finally
        {
            metrics.OnControlPlaneCall(method, outcome, time.GetElapsedTime(begun));
        }
    }
}
