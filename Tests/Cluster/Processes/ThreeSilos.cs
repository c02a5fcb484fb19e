using ShuffleOrleans.Tests.Cluster.Harness;
using StackExchange.Redis;

namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>A cluster of three silos and a Redis as processes. Disposing kills them and removes what they kept.</summary>
internal sealed class ThreeSilos : IAsyncDisposable
{
    private readonly RedisServer _redis;
    private readonly string[] _options;
    private readonly SiloProcess[] _silos;

    private ThreeSilos(TestDirectory directory, RedisServer redis, string[] options, SiloProcess[] silos)
    {
        (Directory, _redis, _options, _silos) = (directory, redis, options, silos);
    }

    public TestDirectory Directory { get; }

    public RedisServer Redis => _redis;

    /// <summary>The processes that live at the three places now.</summary>
    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>What a client is told to find it.</summary>
    public string Address => $"redis://{_redis.ConnectionString}";

    /// <param name="options">What all silos are told besides their places.</param>
    public static async Task<ThreeSilos> StartAsync(params string[] options)
    {
        TestDirectory directory = new();
        RedisServer redis = await RedisServer.StartAsync(durable: true);
        SiloPlace[] places = [.. Enumerable.Range(0, 3).Select(index => new SiloPlace(directory, $"silo-{index}"))];
        SiloProcess[] silos = await Task.WhenAll(places.Select(place => SiloProcess.StartAsync(place, redis, options)));
        ThreeSilos cluster = new(directory, redis, options, silos);
        await Task.WhenAll(silos.Select(silo => silo.SeesAsync(3)));
        return cluster;
    }

    public TeraSortRun Sort(params string[] arguments) => TeraSortRun.Start(Address, Directory, arguments);

    /// <summary>Starts a silo where one has ended, as a supervisor would.</summary>
    public async Task StartAgainAsync(int index)
    {
        SiloProcess former = _silos[index];
        _silos[index] = await SiloProcess.StartAsync(former.Place, _redis, _options);
        await former.DisposeAsync();
    }

    /// <summary>The files of partitions, whole, partial or damaged, that a silo keeps.</summary>
    public IReadOnlyList<string> FilesOf(int index)
        => [.. System.IO.Directory.GetFiles(_silos[index].Place.DataDirectory, "*", SearchOption.AllDirectories).Where(IsPartition)];

    /// <summary>Waits until no file of a job is left, looking again after each deletion.</summary>
    /// <param name="except">A silo that is not there any more: nobody deletes its files.</param>
    public async Task KeepsNoFilesAsync(int? except = null)
    {
        foreach (int index in Enumerable.Range(0, _silos.Length).Where(index => index != except))
        {
            using SemaphoreSlim deleted = new(0);
            using FileSystemWatcher watcher = new(_silos[index].Place.DataDirectory) { IncludeSubdirectories = true };
            watcher.Deleted += (_, _) => deleted.Release();
            watcher.EnableRaisingEvents = true;
            while (FilesOf(index).Count > 0)
            {
                Assert.True(await deleted.WaitAsync(Patience.Limit), $"Left: {string.Join(", ", FilesOf(index))}");
            }

            // What the watcher may still call uses the semaphore.
            watcher.EnableRaisingEvents = false;
        }
    }

    /// <summary>Waits until Redis holds nothing of any job, looking again after each deletion.</summary>
    public async Task KeepsNoStateOfJobsAsync()
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync($"{_redis.ConnectionString},abortConnect=false");
        using SemaphoreSlim deleted = new(0);
        ChannelMessageQueue deletions = await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("__keyevent@0__:del"));
        deletions.OnMessage(_ => deleted.Release());
        while (StatesOfJobs(connection) is { Length: > 0 } left)
        {
            Assert.True(await deleted.WaitAsync(Patience.Limit), $"Left: {string.Join(", ", left)}");
        }

        await deletions.UnsubscribeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SiloProcess silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await _redis.DisposeAsync();
        Directory.Dispose();
    }

    private static bool IsPartition(string path)
        => path.Contains(".shuffle", StringComparison.Ordinal) || path.Contains(".frames", StringComparison.Ordinal);

    // The two directories, the workers, and who uses the streams that jobs share stay: they are no job's.
    private static string[] StatesOfJobs(ConnectionMultiplexer connection)
        => [.. connection.GetServers().Single().Keys(pattern: "shuffle/state/*").Select(key => $"{key}").Where(IsOfJob)];

    private static bool IsOfJob(string key)
        => !key.Contains("/job-directory", StringComparison.Ordinal)
            && !key.StartsWith("shuffle/state/shuffle.worker", StringComparison.Ordinal)
            && !key.StartsWith("shuffle/state/pubsubrendezvous/", StringComparison.Ordinal);
}
