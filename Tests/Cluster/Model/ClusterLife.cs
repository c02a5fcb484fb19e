using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Model;

/// <summary>
/// Drives a control plane of grains through a random life and remembers what it was told. Steps: jobs come, are taken over, end; partitions and contributions
/// are allocated, written, committed, fail, are damaged, released; workers restart, lose data, leave, lose answers; time passes; activations end; and all the
/// while writes of the storage fail. The seed fixes what is asked; which write fails depends on the order of the grains' turns as well.
/// </summary>
internal sealed class ClusterLife(int seed) : IAsyncDisposable
{
    private const int MaxJobs = 4;

    private readonly Random _random = new(seed);
    private readonly List<LivingJob> _jobs = [];
    private TestPlane? _plane;

    public TestPlane Plane => _plane!;

    public Faults Faults { get; } = new(seed);

    public List<TestWorker> Workers { get; } = [];

    public IReadOnlyList<LivingJob> Jobs => _jobs;

    /// <summary>Every allocation given, by partition, in the order given.</summary>
    public Dictionary<DataPartitionId, List<PartitionAllocation>> Given { get; } = [];

    /// <summary>What workers ever committed, and which one.</summary>
    public HashSet<(PartitionAttemptId Attempt, WorkerId Worker)> Committed { get; } = [];

    /// <summary>What JobMasters have released, with an answer.</summary>
    public HashSet<PartitionAttemptId> Released { get; } = [];

    public async Task BeginAsync()
    {
        _plane = await TestPlane.StartAsync();
        Faults.Begin(_plane.Storage);
        for (int i = 0; i < 3; i++)
        {
            TestWorker worker = new(Plane, new WorkerId(NextGuid()), $"host-{i}");
            Workers.Add(worker);
            await Faults.RepeatAsync(worker.RegisterAsync);
        }
    }

    public Task StepAsync() => _random.Next(100) switch
    {
        < 5 => AddJobAsync(),
        < 27 => OnJobAsync(AllocateAsync),
        < 60 => OnWorkerAsync(WriteAsync),
        < 69 => OnJobAsync(ReleaseAsync),
        < 71 => OnJobAsync(EndAsync),
        < 73 => OnJobAsync(TakeOverAsync),
        < 78 => OnWorkerAsync(RestartAsync),
        < 79 => OnWorkerAsync(LeaveAsync),
        < 93 => BeatAsync(TimeSpan.FromSeconds(_random.Next(12))),
        < 95 => AdvanceAsync(TimeSpan.FromSeconds(_random.Next(300))),
        < 99 => DeactivateOneAsync(),
        _ => Plane.RestartAsync(),
    };

    /// <summary>Ends all jobs and lets every worker obey until nothing is ordered any more.</summary>
    public async Task EndAsync()
    {
        while (_jobs.Count > 0)
        {
            await OnJobAsync(EndAsync);
        }

        // Somebody may have been away; and what nobody speaks for is kept for its grace time.
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        for (TimeSpan passed = TimeSpan.Zero; passed <= Plane.Options.UnknownJobGrace * 2; passed += TimeSpan.FromSeconds(30))
        {
            await BeatAsync(TimeSpan.FromSeconds(30));
        }

        Faults.AreOn = false;
        for (int round = 0; round < 4; round++)
        {
            await BeatAsync(TimeSpan.FromSeconds(10));
        }
    }

    public void Remove(LivingJob job) => _jobs.Remove(job);

    public ValueTask DisposeAsync() => Plane.DisposeAsync();

    private async Task AddJobAsync()
    {
        if (_jobs.Count < MaxJobs)
        {
            TestJob job = new(Plane, new JobId(NextGuid()));
            await Faults.RepeatAsync(() => job.RegisterAsync(_random.Next(2) == 0 ? null : "fewest-partitions"));
            _jobs.Add(new LivingJob(job));
        }
    }

    private async Task AllocateAsync(LivingJob job)
    {
        (DataPartitionKind Kind, int Index) partition = (_random.Next(2) == 0 ? DataPartitionKind.Map : DataPartitionKind.Reduce, _random.Next(6) * 60);
        int attempt = job.Attempts.GetValueOrDefault(partition) + _random.Next(2);
        PartitionRequest request = partition.Kind == DataPartitionKind.Map
            ? job.Job.Request(partition.Index, attempt)
            : job.Job.Contribution(partition.Index, attempt);
        PartitionAllocation? allocation = null;
        await Faults.RepeatAsync(async () => allocation = (await job.Job.AllocateAsync(request))[0]);
        job.Attempts[partition] = attempt;
        DataPartitionId id = allocation!.Attempt.Partition;
        List<PartitionAllocation> given = Given.TryGetValue(id, out List<PartitionAllocation>? known) ? known : Given[id] = [];
        if (given.LastOrDefault()?.Attempt != allocation.Attempt)
        {
            given.Add(allocation);
        }
    }

    private Task WriteAsync(TestWorker worker)
    {
        // Any attempt it was ever given, stale ones as well; the younger the likelier.
        PartitionAttemptId[] candidates =
        [
            .. Given.Values.SelectMany(given => given)
                .Where(given => given.Locations.Any(location => location.Worker == worker.Id))
                .Select(given => given.Attempt),
        ];
        if (candidates.Length > 0)
        {
            Note(worker, candidates[Math.Max(_random.Next(candidates.Length), _random.Next(candidates.Length))]);
        }

        // A report whose answer is lost.
        return _random.Next(3) == 0 ? Faults.RepeatAsync(worker.SendAsync) : Task.CompletedTask;
    }

    private void Note(TestWorker worker, PartitionAttemptId attempt)
    {
        bool isStored = worker.Stored.Contains(attempt);
        switch (_random.Next(10))
        {
            case < 3 when !isStored:
                worker.Write(attempt);
                break;
            case < 8 when !isStored:
                Committed.Add((attempt, worker.Id));
                worker.Commit(attempt);
                break;
            case 8 when !isStored:
                worker.Fail(attempt);
                break;
            case 9 when isStored:
                worker.Damage(attempt);
                break;
        }
    }

    private async Task ReleaseAsync(LivingJob job)
    {
        IReadOnlyList<PartitionStatus> listed = [];
        await Faults.RepeatAsync(async () => listed = await job.Job.ListAsync());
        PartitionAttemptId[] chosen = [.. listed.Where(_ => _random.Next(3) == 0).Select(status => status.Allocation.Attempt)];
        await Faults.RepeatAsync(() => job.Job.ReleaseAsync(chosen));
        Released.UnionWith(chosen);
    }

    private async Task EndAsync(LivingJob job)
    {
        await Faults.RepeatAsync(job.Job.UnregisterAsync);
        _jobs.Remove(job);
    }

    private async Task TakeOverAsync(LivingJob job)
    {
        job.Job.Restart();
        await Faults.RepeatAsync(() => job.Job.RegisterAsync());
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

        await Faults.RepeatAsync(worker.RegisterAsync);
    }

    // One whose silo has been declared dead meanwhile is gone already.
    private async Task LeaveAsync(TestWorker worker)
    {
        try
        {
            await Faults.RepeatAsync(worker.LeaveAsync);
        }
        catch (ShuffleException e) when (e.Code == ShuffleErrorCode.StaleIncarnation)
        {
            return;
        }
    }

    private async Task BeatAsync(TimeSpan pause)
    {
        await AdvanceAsync(pause);
        foreach (LivingJob job in _jobs.ToArray())
        {
            await OnJobAsync(job, living => Faults.RepeatAsync(living.Job.HeartbeatAsync));
        }

        foreach (TestWorker worker in Workers)
        {
            worker.Obey();
            await OnWorkerAsync(worker, obedient => Faults.RepeatAsync(obedient.HeartbeatAsync));
        }
    }

    private Task AdvanceAsync(TimeSpan time) => Plane.AdvanceAsync(time, TimeSpan.FromSeconds(10));

    private Task DeactivateOneAsync() => Plane.DeactivateAsync(_random.Next(4) switch
    {
        0 => Plane.GrainOf(Workers[_random.Next(Workers.Count)].Id),
        1 when _jobs.Count > 0 => Plane.GrainOf(_jobs[_random.Next(_jobs.Count)].Job.Id),
        2 when Given.Count > 0 => Plane.GrainOf(Given.Keys.ElementAt(_random.Next(Given.Count))),
        _ => Plane.WorkerDirectory,
    });

    private Task OnJobAsync(Func<LivingJob, Task> step) => _jobs.Count == 0 ? Task.CompletedTask : OnJobAsync(_jobs[_random.Next(_jobs.Count)], step);

    // What a JobMaster may be told at any time; anything else fails the test.
    private async Task OnJobAsync(LivingJob job, Func<LivingJob, Task> step)
    {
        try
        {
            await step(job);
        }
        catch (ShuffleException e) when (e.Code is ShuffleErrorCode.JobNotFound or ShuffleErrorCode.NoWorkerAvailable)
        {
            if (e.Code == ShuffleErrorCode.JobNotFound)
            {
                _jobs.Remove(job);
            }
        }
    }

    private Task OnWorkerAsync(Func<TestWorker, Task> step) => OnWorkerAsync(Workers[_random.Next(Workers.Count)], step);

    private async Task OnWorkerAsync(TestWorker worker, Func<TestWorker, Task> step)
    {
        try
        {
            await step(worker);
        }
        catch (ShuffleException e) when (e.Code == ShuffleErrorCode.WorkerNotRegistered)
        {
            // What the last answer ordered is not undone by a new one.
            worker.Obey();
            await Faults.RepeatAsync(worker.BringInventoryAsync);
        }
    }

    private Guid NextGuid()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
