using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Silo.Worker;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Silo;

/// <summary>One failed accept would end Bedrock's server for good.</summary>
public sealed class SteadyListenerTests
{
    [Fact]
    public async Task FailedAccept_IsRepeatedAfterAPause()
    {
        ManualTimeProvider time = new();
        FailingListener failing = new();
        SteadyListener listener = new(failing, time, NullLogger<SteadyListener>.Instance);
        Task<ConnectionContext?> accepting = listener.AcceptAsync().AsTask();
        Assert.Equal((1, false), (failing.Accepts, accepting.IsCompleted));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await accepting.WaitAsync(Patience.Limit));
        Assert.Equal(2, failing.Accepts);
    }

    [Fact]
    public async Task HostThatNeverStarted_StopsWithoutTrouble()
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        BedrockDataPlaneHost host = new(services, new IPEndPoint(IPAddress.Loopback, 0), _ => Task.CompletedTask, new FailingListener(), TimeSpan.Zero);
        host.StopAccepting();
        await host.DisposeAsync();
    }
}
