using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Cli.Load;

/// <summary>The load from its job's registration to its end: whatever happens, the job is unregistered, which releases its data.</summary>
internal sealed class BenchRun(RemoteShuffleOptions options, TimeProvider time, Action<string> warn)
{
    // What is left after it goes when the job expires.
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(5);

    public async Task<BenchReport> RunAsync(BenchPlan plan, CancellationToken cancellationToken)
    {
        JobId job = JobId.FromGuid(Guid.NewGuid());
        BenchEngine engine = new(job, warn);
        using RemoteShuffleServiceFactory factory = new(options, time, NullLoggerFactory.Instance);
        await using IShuffleMaster master = factory.CreateShuffleMaster(engine);
        await using IShuffleEnvironment environment = factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext("bench", Environment.MachineName));
        await environment.StartAsync(cancellationToken);
        await master.RegisterJobAsync(engine, cancellationToken);
        try
        {
            BenchLoad load = new(plan, job, master, environment);
            BenchPhase written = await load.WriteAsync(cancellationToken);
            BenchPhase read = await load.ReadAsync(cancellationToken);
            await load.ReleaseAsync(cancellationToken);
            return new BenchReport(job.ToString(), plan.Kind.ToString(), plan.Producers, plan.Consumers, written, read);
        }
        finally
        {
            using CancellationTokenSource end = new(EndWithin, time);
            await master.UnregisterJobAsync(job, end.Token);
        }
    }
}
