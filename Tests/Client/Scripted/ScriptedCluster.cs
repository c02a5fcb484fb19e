using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>Scripted workers that share the subpartitions of one data set among them.</summary>
internal sealed class ScriptedCluster : IAsyncDisposable
{
    private readonly int _subpartitionCount;

    public ScriptedCluster(int workerCount, int subpartitionCount, int initialCredit = 1 << 30)
    {
        _subpartitionCount = subpartitionCount;
        Workers = [.. Enumerable.Range(0, workerCount).Select(number => new ScriptedWorker(number)
        {
            InitialCredit = initialCredit,
            ShareOf = open => SubpartitionShares.RangeOf(open.SubpartitionCount, workerCount, number),
        })];
    }

    public IReadOnlyList<ScriptedWorker> Workers { get; }

    public IReadOnlyList<WorkerLocation> Locations => [.. Workers.Select(worker => worker.Location)];

    public RemoteShuffleDescriptor Shuffle(int producer, int attempt = 0, long epoch = 1) =>
        ReduceData.Shuffle(producer, _subpartitionCount, Locations, attempt, epoch);

    /// <summary>The next write channel of each worker.</summary>
    public async Task<IReadOnlyList<WrittenShare>> NextSharesAsync()
    {
        List<WrittenShare> shares = [];
        foreach (ScriptedWorker worker in Workers)
        {
            shares.Add(await worker.Opened.ReadAsync().AsTask().WaitAsync(Patience.Limit));
        }

        return shares;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedWorker worker in Workers)
        {
            await worker.DisposeAsync();
        }
    }
}
