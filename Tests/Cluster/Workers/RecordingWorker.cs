namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>Notes what it is told, and does nothing.</summary>
internal sealed class RecordingWorker : IWorkerReporting
{
    private readonly TaskCompletionSource _report = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task ToldToReport => _report.Task;

    public void ReportNow() => _report.TrySetResult();

    public void RegisterAnew()
    {
    }
}
