namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// Where the shuffle worker of this silo and the control plane of the cluster meet: the silo's host takes <see cref="ControlPlane"/> for its worker, and
/// attaches the worker once it reports. One for each silo. Safe for several threads.
/// </summary>
public sealed class LocalWorker
{
    private volatile IWorkerReporting? _worker;

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

    /// <summary>The worker ends: wishes reach nobody.</summary>
    public void Detach() => _worker = null;

    internal void ReportNow() => _worker?.ReportNow();

    internal void RegisterAnew() => _worker?.RegisterAnew();
}
