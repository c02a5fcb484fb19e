using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Local;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Local;

/// <summary>What an executor makes on its disks, what it finds there and what it leaves.</summary>
public sealed class LocalEnvironmentLifeTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("shuffle-local-test-");

    private string[] Left => [.. _data.EnumerateFileSystemInfos().Select(left => left.Name)];

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Dispose_DeletesWhatWasHeld_AndLeavesOthersAlone()
    {
        await using LocalShuffleMaster master = await LocalExecutor.MasterAsync();
        LocalExecutor ends = await LocalExecutor.StartAsync("ends", _data.FullName);
        await using LocalExecutor stays = await LocalExecutor.StartAsync("stays", _data.FullName);
        await ends.WriteAsync(await ends.RegisterAsync(master, 0, 3), new Random(1), 100);
        LocalShuffleDescriptor kept = await stays.RegisterAsync(master, 1, 3);
        OutputModel model = await stays.WriteAsync(kept, new Random(2), 100);
        Assert.Single(ends.PartitionFiles);

        await ends.DisposeAsync();

        Assert.Equal(["executor-stays"], Left);
        await stays.MustReadAsync(new SubpartitionRange(0, 2), [kept], [model]);
    }

    [Fact]
    public async Task SeveralDataDirectories_EachGetADirectoryOfTheExecutor()
    {
        string[] disks = [.. new[] { "a", "b" }.Select(name => _data.CreateSubdirectory(name).FullName)];
        await using (await LocalExecutor.StartAsync("host:1/2", $"[SSD]{disks[0]},{disks[1]}"))
        {
            Assert.All(disks, disk => Assert.True(Directory.Exists(Path.Combine(disk, "executor-host%3A1%2F2", "data"))));
        }

        Assert.All(disks, disk => Assert.Empty(Directory.EnumerateFileSystemEntries(disk)));
    }

    [Fact]
    public async Task LeftoversOfDeadExecutors_AreRemovedAtTheNextStart_WhateverItsName()
    {
        string dead = Abandon("dead");
        string former = Abandon("again");

        await using LocalExecutor again = await LocalExecutor.StartAsync("again", _data.FullName);

        Assert.False(Directory.Exists(dead));
        Assert.Equal(["executor-again"], Left);
        Assert.Empty(again.PartitionFiles);
        Assert.Empty(again.Occupying);
        Assert.True(Directory.Exists(former));
    }

    [Fact]
    public async Task DirectoriesThatAreNotOurs_AreLeftAlone()
    {
        _data.CreateSubdirectory("executor-without-a-lock");
        _data.CreateSubdirectory("something");
        await (await LocalExecutor.StartAsync("one", _data.FullName)).DisposeAsync();
        Assert.Equal(["executor-without-a-lock", "something"], Left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartThatIsRefused_LeavesNothing()
    {
        await using LocalExecutor first = await LocalExecutor.StartAsync("first", _data.FullName);

        await Assert.ThrowsAnyAsync<Exception>(() => LocalExecutor.StartAsync("second", _data.FullName, options => options.Worker.DataPort = first.Port));

        Assert.Equal(["executor-first"], Left);
    }

    [Fact]
    public async Task EnvironmentThatWasNotStarted_IsDisposedAsItIs()
    {
        LocalShuffleServiceFactory factory = new(LocalExecutor.Options(_data.FullName), TimeProvider.System, NullLoggerFactory.Instance);
        await using IShuffleEnvironment environment = factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext("one", "127.0.0.1"));

        Assert.Equal(("local", 0), (factory.Name, environment.GetPartitionsOccupyingLocalResources().Count));
        Assert.Throws<InvalidOperationException>(() => environment.ReleasePartitionsLocally([Names.Result(0)]));
    }

    [Theory]
    [InlineData("", "one", "DataDirectories is missing")]
    [InlineData("/does/not/exist", "one", "does not exist")]
    [InlineData(null, "", "cannot name")]
    public void BadSettings_AreToldBeforeTheStart(string? dataDirectories, string executor, string problem)
    {
        LocalShuffleServiceFactory factory = new(LocalExecutor.Options(dataDirectories ?? _data.FullName), TimeProvider.System, NullLoggerFactory.Instance);

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext(executor, "127.0.0.1")));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Empty(Left);
    }

    [Fact]
    public void BadSettingsOfTasks_AreToldByTheFactory_AllAtOnce()
    {
        LocalShuffleOptions options = new();
        options.Writers.MemoryPerPartitionBytes = 1;
        options.Gates.MemoryPerGateBytes = 1;

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new LocalShuffleServiceFactory(options, TimeProvider.System, NullLoggerFactory.Instance));

        Assert.Contains("MemoryPerPartitionBytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("MemoryPerGateBytes", error.Message, StringComparison.Ordinal);
    }

    // As a killed executor leaves it: the lock file is there, and nobody holds it.
    private string Abandon(string executor)
    {
        DirectoryInfo directory = _data.CreateSubdirectory($"executor-{executor}");
        File.WriteAllBytes(Path.Combine(directory.FullName, "executor.lock"), []);
        File.WriteAllBytes(Path.Combine(directory.CreateSubdirectory("data").FullName, "map-1.shuffle"), [1, 2, 3]);
        return directory.FullName;
    }
}
