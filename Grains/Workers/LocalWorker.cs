using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// Where the shuffle worker of this silo and the control plane of the cluster meet: the silo's host takes <see cref="ControlPlane"/> for its worker, and
/// attaches the worker once it reports. One for each silo. Safe for several threads.
/// </summary>
public sealed class LocalWorker
{
    private volatile IWorkerReporting? _worker;
    private volatile Shown? _shown;

    internal LocalWorker(IWorkerControlPlane controlPlane) => ControlPlane = controlPlane;

    /// <summary>Whom the worker of this silo reports to.</summary>
    public IWorkerControlPlane ControlPlane { get; }

    /// <summary>From now on wishes of the control plane reach this worker. Whoever attached it detaches it before the worker ends.</summary>
    /// <param name="worker">The worker.</param>
    public void Attach(IWorkerReporting worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        _worker = worker;
    }

    /// <summary>From now on this worker's inside is shown, here and to other silos. Ends with <see cref="Detach"/>.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="inspection">Its inside.</param>
    public void Show(WorkerId worker, IWorkerInspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        _shown = new Shown(worker, inspection);
    }

    /// <summary>The worker ends: wishes reach nobody, and nothing of it is shown.</summary>
    public void Detach()
    {
        _worker = null;
        _shown = null;
    }

    /// <summary>The inside of the worker of this silo; null if it is another one.</summary>
    internal IWorkerInspection? Find(WorkerId worker) => _shown is { } shown && shown.Worker == worker ? shown.Inspection : null;

    internal void ReportNow() => _worker?.ReportNow();

    internal void RegisterAnew() => _worker?.RegisterAnew();

    private sealed record Shown(WorkerId Worker, IWorkerInspection Inspection);
}
