using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Local;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Local;

public sealed class ExecutorDirectoriesTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("shuffle-local-test-");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task NameThatIsInUse_IsRefusedInTheEnd()
    {
        using ExecutorDirectories held = await TakeAsync("one");
        Task<ExecutorDirectories> second = TakeAsync("one");
        for (int attempt = 0; attempt < 100; attempt++)
        {
            Assert.False(second.IsCompleted);
            await _time.WhenArmedAsync(Pause).WaitAsync(Patience.Limit);
            _time.Advance(Pause);
        }

        IOException error = await Assert.ThrowsAsync<IOException>(() => second.WaitAsync(Patience.Limit));
        Assert.Contains("must not share a name", error.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_data.FullName, "executor-one", "data")));
    }

    [Fact]
    public async Task NameThatBecomesFree_IsTaken()
    {
        ExecutorDirectories held = await TakeAsync("one");
        Task<ExecutorDirectories> second = TakeAsync("one");
        await _time.WhenArmedAsync(Pause).WaitAsync(Patience.Limit);

        held.Dispose();
        _time.Advance(Pause);

        using ExecutorDirectories taken = await second.WaitAsync(Patience.Limit);
        Assert.Equal($"[Ssd]{Path.Combine(_data.FullName, "executor-one", "data")}", taken.DataDirectories);
        Assert.True(DataDirectorySpec.TryParse(taken.DataDirectories, out _, out _));
    }

    [Fact]
    public async Task Dispose_RemovesAllOfIt_Twice()
    {
        ExecutorDirectories taken = await TakeAsync("one");
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "executor-one", "data", "file"), "x");

        taken.Dispose();
        taken.Dispose();

        Assert.Empty(_data.EnumerateFileSystemInfos());
    }

    private Task<ExecutorDirectories> TakeAsync(string executor) =>
        ExecutorDirectories.TakeAsync([new DataDirectorySpec(_data.FullName, DiskKind.Ssd)], executor, _time, NullLogger.Instance, CancellationToken.None);
}
