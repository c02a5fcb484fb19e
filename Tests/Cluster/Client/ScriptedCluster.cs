using System.Threading.Channels;
using ShuffleOrleans.Client.Orleans.Access;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>
/// A cluster without Orleans: calls and subscriptions arrive and wait for the test's answer. Fault model: a subscription fails as often as the test asked for;
/// nothing else happens by itself.
/// </summary>
internal sealed class ScriptedCluster : IClusterAccess
{
    private readonly Lock _lock = new();
    private readonly List<ScriptedSubscription> _subscriptions = [];
    private readonly Channel<ScriptedSubscription> _arrived = Channel.CreateUnbounded<ScriptedSubscription>();
    private int _failingSubscriptions;

    public ScriptedCluster() => (Jobs, Directory) = (new ScriptedJobGrain(Calls), new ScriptedDirectoryGrain(Calls));

    public ScriptedCalls Calls { get; } = new();

    public int TriedSubscriptions { get; private set; }

    public int StandingSubscriptions
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count(subscription => !subscription.Ended.IsCompleted);
            }
        }
    }

    private ScriptedJobGrain Jobs { get; }

    private ScriptedDirectoryGrain Directory { get; }

    public void FailSubscriptions(int count) => _failingSubscriptions = count;

    /// <summary>The next subscription that was made, or has been and was not taken.</summary>
    public Task<ScriptedSubscription> NextSubscriptionAsync() => _arrived.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    public IJobGrain Job(JobId job) => Jobs;

    public IWorkerDirectoryGrain Workers() => Directory;

    public Task<IAsyncDisposable> SubscribeToJobAsync(JobId job, Action<long> onNews) => SubscribeAsync(onNews);

    public Task<IAsyncDisposable> SubscribeToWorkersAsync(Action<long> onNews) => SubscribeAsync(onNews);

    private Task<IAsyncDisposable> SubscribeAsync(Action<long> onNews)
    {
        lock (_lock)
        {
            TriedSubscriptions++;
            if (_failingSubscriptions-- > 0)
            {
                return Task.FromException<IAsyncDisposable>(new InvalidOperationException("no stream provider"));
            }

            ScriptedSubscription subscription = new(onNews);
            _subscriptions.Add(subscription);
            Assert.True(_arrived.Writer.TryWrite(subscription));
            return subscription.Standing;
        }
    }
}
