using System.Threading.Channels;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A control plane that wants to hear the worker once an hour, so that whatever comes sooner was asked for. It never fails.</summary>
internal sealed class PatientControlPlane : IWorkerControlPlane
{
    private readonly Channel<object> _calls = Channel.CreateUnbounded<object>();

    /// <summary>Called in the middle of a registration, after its inventory was made.</summary>
    public Action? WhileRegistering { get; set; }

    /// <summary>The next call: its registration, heartbeat or leave.</summary>
    public Task<object> NextCallAsync() => _calls.Reader.ReadAsync().AsTask().OrFail();

    public Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken)
    {
        WhileRegistering?.Invoke();
        WhileRegistering = null;
        _calls.Writer.TryWrite(registration);
        return Task.FromResult(new WorkerRegistrationReply(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan, []));
    }

    public Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        _calls.Writer.TryWrite(heartbeat);
        return Task.FromResult(new WorkerHeartbeatReply(heartbeat.Changes.Count > 0 ? heartbeat.Changes[^1].Sequence : 0, []));
    }

    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken)
    {
        _calls.Writer.TryWrite(leave);
        return Task.CompletedTask;
    }
}
