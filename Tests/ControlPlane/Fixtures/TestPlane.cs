namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

/// <summary>
/// A control plane on a manual clock, with fake workers and JobMasters. Which shell runs the state machines, the embedded one or grains, is the other half of
/// this class: the claims are the same for both. Every call and every expiry is done when the call or the advance returns.
/// </summary>
internal sealed partial class TestPlane : IAsyncDisposable
{
    private const int MaxNudges = 12;

    private static readonly TimeSpan NudgeAfter = TimeSpan.FromSeconds(5);

    /// <summary>Registers a worker with an empty inventory.</summary>
    public async Task<TestWorker> AddWorkerAsync(string host = "host-a", int number = 0)
    {
        TestWorker worker = new(this, number == 0 ? new WorkerId(Guid.NewGuid()) : new WorkerId(new Guid(number, 0, 0, new byte[8])), host);
        await worker.RegisterAsync();
        return worker;
    }

    /// <summary>Registers several workers; their ids begin with 1, 2, 3 and so on.</summary>
    public async Task<TestWorker[]> AddWorkersAsync(int count)
    {
        TestWorker[] workers = new TestWorker[count];
        for (int i = 0; i < count; i++)
        {
            workers[i] = await AddWorkerAsync($"host-{i + 1}", i + 1);
        }

        return workers;
    }

    /// <summary>Registers a job.</summary>
    public async Task<TestJob> AddJobAsync(string? strategy = null, JobId? id = null)
    {
        TestJob job = new(this, id ?? new JobId(Guid.NewGuid()));
        await job.RegisterAsync(strategy);
        return job;
    }

    /// <summary>
    /// Waits for a query that is under way. Its wait may have been computed just before the clock moved for the last time, and a stream may lose what would end
    /// it: nobody else moves the clock then, so this does, second by second, when the query has been silent for a while.
    /// </summary>
    public async Task<T> EndOfAsync<T>(Task<T> query)
    {
        for (int seconds = 0; seconds < MaxNudges; seconds++)
        {
            try
            {
                return await query.WaitAsync(NudgeAfter);
            }
            catch (TimeoutException) when (!query.IsCompleted)
            {
                await AdvanceAsync(TimeSpan.FromSeconds(1));
            }
        }

        return await query.WaitAsync(NudgeAfter);
    }

    /// <summary>Lets time pass while these send their heartbeats.</summary>
    public async Task LiveAsync(TimeSpan time, IEnumerable<TestJob> jobs, IEnumerable<TestWorker> workers)
    {
        TimeSpan step = TimeSpan.FromSeconds(10);
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step)
        {
            await AdvanceAsync(step);
            foreach (TestJob job in jobs)
            {
                await job.HeartbeatAsync();
            }

            foreach (TestWorker worker in workers)
            {
                await worker.HeartbeatAsync();
            }
        }
    }
}
