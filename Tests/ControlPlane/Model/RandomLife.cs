using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;
using ShuffleOrleans.Tests.ControlPlane.Journal;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.ControlPlane.Model;

/// <summary>
/// Drives one control plane through a random life and remembers what it was told. Steps: jobs come, are taken over, end; map partitions and contributions to
/// reduce partitions are allocated, written, committed, fail, are damaged, released; workers restart, lose data, leave, lose answers; time passes; the control
/// plane restarts, in order or by a power failure.
/// </summary>
internal sealed class RandomLife(int seed) : IAsyncDisposable
{
    private readonly Random _random = new(seed);
    private readonly ManualTimeProvider _clock = new();
    private readonly List<LivingJob> _jobs = [];
    private readonly Standbys _standbys = new(factsBetween: 5, limit: 4);
    private SimulatedDisk _disk = new();
    private TestPlane? _plane;

    public TestPlane Plane => _plane!;

    public List<TestWorker> Workers { get; } = [];

    /// <summary>Every epoch given, by partition, in the order given.</summary>
    public Dictionary<DataPartitionId, List<PartitionAttemptId>> Given { get; } = [];

    /// <summary>What workers ever committed, and which one.</summary>
    public HashSet<(PartitionAttemptId Attempt, WorkerId Worker)> Committed { get; } = [];

    /// <summary>What JobMasters have released, with an answer.</summary>
    public HashSet<PartitionAttemptId> Released { get; } = [];

    public IEnumerable<TestJob> Jobs => _jobs.Select(job => job.Job);

    public async Task BeginAsync()
    {
        await StartPlaneAsync();
        for (int i = 0; i < 3; i++)
        {
            TestWorker worker = new(() => Plane, new WorkerId(NextGuid()), $"host-{i}");
            Workers.Add(worker);
            await worker.RegisterAsync();
        }
    }

    public async Task StepAsync()
    {
        switch (_random.Next(100))
        {
            case < 4:
                await AddJobAsync();
                break;
            case < 25:
                await OnJobAsync(AllocateAsync);
                break;
            case < 55:
                await OnWorkerAsync(WriteAsync);
                break;
            case < 65:
                await OnJobAsync(ReleaseAsync);
                break;
            case < 67:
                await OnJobAsync(EndAsync);
                break;
            case < 69:
                await OnJobAsync(TakeOverAsync);
                break;
            case < 74:
                await OnWorkerAsync(RestartAsync);
                break;
            case < 75:
                await OnWorkerAsync(worker => worker.LeaveAsync());
                break;
            case < 95:
                await BeatAsync(TimeSpan.FromSeconds(_random.Next(12)));
                break;
            case < 97:
                _clock.Advance(TimeSpan.FromSeconds(_random.Next(400)));
                break;
            default:
                await RestartPlaneAsync(powerFails: _random.Next(2) == 0);
                break;
        }
    }

    /// <summary>Ends all jobs and lets every worker obey until nothing is ordered any more.</summary>
    public async Task EndAsync()
    {
        foreach (LivingJob job in _jobs)
        {
            await TryAsync(job.Job.UnregisterAsync);
        }

        _clock.Advance(Plane.Options.UnknownJobGrace);
        for (int round = 0; round < 4; round++)
        {
            await BeatAsync(TimeSpan.FromSeconds(1));
        }

        // Whoever was away has brought its inventory only now.
        for (int second = 0; second <= Plane.Options.UnknownJobGrace.TotalSeconds; second += 30)
        {
            await BeatAsync(TimeSpan.FromSeconds(30));
        }

        await BeatAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Whoever followed the journal from an earlier snapshot has come to the same state.</summary>
    public async Task CheckStandbysAsync()
    {
        // A sweep is awaited by nobody; the answer to any query waits for all that was done before.
        await Refused.WithAsync(
            ShuffleErrorCode.JobNotFound,
            () => Plane.Plane.ListPartitionsAsync(new PartitionListRequest(new JobId(Guid.NewGuid()), null, 0, 1), CancellationToken.None));
        _standbys.Check(Plane.Plane.State);
    }

    public ValueTask DisposeAsync() => Plane.DisposeAsync();

    private async Task AddJobAsync()
    {
        if (_jobs.Count < 5)
        {
            TestJob job = new(() => Plane, new JobId(NextGuid()));
            await job.RegisterAsync(_random.Next(2) == 0 ? null : "fewest-partitions");
            _jobs.Add(new LivingJob(job));
        }
    }

    private async Task AllocateAsync(LivingJob job)
    {
        (DataPartitionKind Kind, int Index) partition = (_random.Next(2) == 0 ? DataPartitionKind.Map : DataPartitionKind.Reduce, _random.Next(6));
        int attempt = job.Attempts.GetValueOrDefault(partition) + _random.Next(2);
        PartitionRequest request = partition.Kind == DataPartitionKind.Map
            ? job.Job.Request(partition.Index, attempt)
            : job.Job.Contribution(partition.Index, attempt);
        PartitionAllocation allocation = (await job.Job.AllocateAsync(request))[0];
        job.Attempts[partition] = attempt;
        List<PartitionAttemptId> given = Given.TryGetValue(allocation.Attempt.Partition, out var known) ? known : Given[allocation.Attempt.Partition] = [];
        if (given.LastOrDefault() != allocation.Attempt)
        {
            given.Add(allocation.Attempt);
        }
    }

    private Task WriteAsync(TestWorker worker)
    {
        // Any attempt it was ever given, stale ones as well.
        PartitionAttemptId[] candidates = [.. Plane.Plane.State.Worker(worker.Id)?.Held ?? new HashSet<PartitionAttemptId>(), .. worker.Stored];
        if (candidates.Length == 0)
        {
            return Task.CompletedTask;
        }

        PartitionAttemptId attempt = candidates[_random.Next(candidates.Length)];
        switch (_random.Next(10))
        {
            case < 3:
                worker.Write(attempt);
                break;
            case < 8 when !worker.Stored.Contains(attempt):
                Committed.Add((attempt, worker.Id));
                worker.Commit(attempt);
                break;
            case 8 when !worker.Stored.Contains(attempt):
                worker.Fail(attempt);
                break;
            case 9 when worker.Stored.Contains(attempt):
                worker.Damage(attempt);
                break;
        }

        return _random.Next(3) == 0 ? worker.SendAsync() : Task.CompletedTask;
    }

    private async Task ReleaseAsync(LivingJob job)
    {
        IReadOnlyList<PartitionStatus> listed = await job.Job.ListAsync();
        PartitionAttemptId[] chosen = [.. listed.Where(_ => _random.Next(3) == 0).Select(status => status.Allocation.Attempt)];
        await job.Job.ReleaseAsync(chosen);
        Released.UnionWith(chosen);
    }

    private async Task EndAsync(LivingJob job)
    {
        await job.Job.UnregisterAsync();
        _jobs.Remove(job);
    }

    private static async Task TakeOverAsync(LivingJob job)
    {
        job.Job.Restart();
        await job.Job.RegisterAsync();
    }

    private async Task RestartAsync(TestWorker worker)
    {
        worker.Restart();
        foreach (PartitionAttemptId attempt in worker.Stored.Where(_ => _random.Next(10) == 0).ToArray())
        {
            if (_random.Next(2) == 0)
            {
                worker.Mislay(attempt);
            }
            else
            {
                worker.FindDamagedAtTheStart(attempt);
            }
        }

        await worker.RegisterAsync();
    }

    private async Task BeatAsync(TimeSpan pause)
    {
        _clock.Advance(pause);
        foreach (LivingJob job in _jobs.ToArray())
        {
            await TryAsync(job.Job.HeartbeatAsync, () => _jobs.Remove(job));
        }

        foreach (TestWorker worker in Workers)
        {
            worker.Obey();
            await OnWorkerAsync(worker, w => w.HeartbeatAsync());
        }
    }

    private async Task RestartPlaneAsync(bool powerFails)
    {
        SimulatedDisk disk = _disk;
        _disk = powerFails ? disk.PowerOn(_random) : disk;
        await Plane.DisposeAsync();
        await StartPlaneAsync();
    }

    private async Task StartPlaneAsync()
    {
        _plane = await TestPlane.StartAsync(
            options => options.JournalCompactionBytes = 16384,
            () => new FollowedDirectory(_disk, _standbys.Follow),
            _clock);
        _standbys.BeginFrom(_plane.Plane.State);
    }

    private Task OnJobAsync(Func<LivingJob, Task> step)
    {
        LivingJob? job = _jobs.Count == 0 ? null : _jobs[_random.Next(_jobs.Count)];
        return job is null ? Task.CompletedTask : TryAsync(() => step(job), () => _jobs.Remove(job));
    }

    private Task OnWorkerAsync(Func<TestWorker, Task> step) => OnWorkerAsync(Workers[_random.Next(Workers.Count)], step);

    private static async Task OnWorkerAsync(TestWorker worker, Func<TestWorker, Task> step)
    {
        try
        {
            await step(worker);
        }
        catch (ShuffleException e) when (e.Code == ShuffleErrorCode.WorkerNotRegistered)
        {
            await worker.BringInventoryAsync();
        }
    }

    // What a JobMaster may be told at any time; anything else fails the test.
    private static async Task TryAsync(Func<Task> step, Action? onJobGone = null)
    {
        try
        {
            await step();
        }
        catch (ShuffleException e) when (e.Code is ShuffleErrorCode.JobNotFound or ShuffleErrorCode.NoWorkerAvailable)
        {
            if (e.Code == ShuffleErrorCode.JobNotFound)
            {
                onJobGone?.Invoke();
            }
        }
    }

    private Guid NextGuid()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private sealed class LivingJob(TestJob job)
    {
        public TestJob Job => job;

        public Dictionary<(DataPartitionKind Kind, int Index), int> Attempts { get; } = [];
    }
}
