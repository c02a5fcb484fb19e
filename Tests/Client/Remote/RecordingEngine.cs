using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>The engine's side of the callbacks: lost partitions arrive at the test, which decides when each callback ends; fatal errors are kept.</summary>
internal sealed class RecordingEngine : IShuffleMasterContext, IJobShuffleContext
{
    private readonly TaskCompletionSource<Exception> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _fatalErrorCount;

    public JobId Job => Names.Job;

    public string JobName => "terasort";

    public ScriptedCalls<IReadOnlyCollection<ResultPartitionId>, bool> Losses { get; } = new();

    public int FatalErrorCount => Volatile.Read(ref _fatalErrorCount);

    public Task<Exception> FatalErrorAsync() => _fatal.Task.WaitAsync(Patience.Limit);

    public void OnFatalError(Exception error)
    {
        Interlocked.Increment(ref _fatalErrorCount);
        _fatal.TrySetResult(error);
    }

    public Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken)
        => Losses.ArriveAsync(partitions, cancellationToken);
}
