using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.DataPlane.Worker;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A test against one live worker. After each test the worker must be idle, take a fresh partition, and stop without a leaked buffer, whatever the test did to
/// it.
/// </summary>
public abstract class LiveWorkerTest : IAsyncLifetime, IDisposable
{
    internal TempDirectory Directory { get; } = new();

    internal LiveWorker Worker { get; private set; } = null!;

    public async Task InitializeAsync() => Worker = await LiveWorker.StartAsync(Directory, Configure, host: Host);

    public async Task DisposeAsync()
    {
        await Worker.AssertIdleAsync();
        SamplePartition fresh = SamplePartition.Mixed();
        await Worker.WriteAsync(fresh);
        Assert.Equal(fresh.Bytes, await Worker.ReadAsync(fresh.Attempt, fresh.All));
        Assert.DoesNotContain(Directory.PartitionFiles, file => file.EndsWith(".partial", StringComparison.Ordinal));
        await Worker.DisposeAsync();
    }

    public void Dispose()
    {
        Directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the host of the data plane; null for the one that comes with it.</summary>
    internal virtual Func<IConnectionListenerFactory, ConnectionDelegate, IDataPlaneHost>? Host => null;

    /// <summary>Changes what the test needs otherwise.</summary>
    protected virtual void Configure(ShuffleWorkerOptions options)
    {
        // The defaults of LiveWorker.
    }
}
