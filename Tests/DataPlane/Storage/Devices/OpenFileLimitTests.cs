using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Devices;

/// <summary>Open files are counted over all directories, each once, and one too many is no fault of a disk.</summary>
public sealed class OpenFileLimitTests : IDisposable
{
    private readonly TempDirectory _first = new();
    private readonly TempDirectory _second = new();
    private readonly FaultyStorageDevice _faulty;
    private readonly DataDirectorySet _directories;

    public OpenFileLimitTests()
    {
        _faulty = new FaultyStorageDevice(_first.Path);
        (IStorageDevice, DiskKind)[] devices = [(_faulty, DiskKind.Ssd), (new LocalStorageDevice(_second.Path), DiskKind.Ssd)];
        _directories = new DataDirectorySet(devices, new StorageOptions { MinReservedBytes = 0, MaxOpenFiles = 3 });
    }

    public void Dispose()
    {
        _directories.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void OneTooMany_IsRefused_UntilAnotherIsClosed()
    {
        IStorageFile a = _directories.All[0].Device.Create("a");
        using IStorageFile b = _directories.All[1].Device.Create("b");
        using IStorageFile again = _directories.All[1].Device.OpenWritable("b");
        foreach (DataDirectory directory in _directories.All)
        {
            Assert.True(DiskFailure.IsTooManyFiles(Assert.Throws<IOException>(() => directory.Device.Create("c"))));
            Assert.True(DiskFailure.IsTooManyFiles(Assert.Throws<IOException>(() => directory.Device.Open("b"))));
            Assert.True(directory.TakesPartitions);
        }

        a.Dispose();
        a.Dispose();
        Assert.Equal(2, _directories.OpenFiles.Open);
        using IStorageFile c = _directories.All[0].Device.Create("c");
        Assert.Equal(3, _directories.OpenFiles.Open);
    }

    [Fact]
    public void FileThatCannotBeOpened_DoesNotCount()
    {
        Assert.Throws<FileNotFoundException>(() => _directories.All[1].Device.Open("none"));
        _faulty.Failing = StorageOperation.Create;
        _faulty.FailFrom = 1;
        Assert.Throws<IOException>(() => _directories.All[0].Device.Create("a"));
        Assert.Equal(0, _directories.OpenFiles.Open);
    }

    [Fact]
    public void UnusedFiles_GiveWay_OneForEach()
    {
        Queue<IStorageFile> unused = new([_directories.All[0].Device.Create("a"), _directories.All[0].Device.Create("b")]);
        _directories.OpenFiles.CloseUnused = () =>
        {
            bool any = unused.TryDequeue(out IStorageFile? oldest);
            oldest?.Dispose();
            return any;
        };
        using IStorageFile c = _directories.All[1].Device.Create("c");
        Assert.Equal(2, unused.Count);
        using IStorageFile d = _directories.All[1].Device.Create("d");
        Assert.Single(unused);
        using IStorageFile e = _directories.All[1].Device.Create("e");
        Assert.Throws<IOException>(() => _directories.All[1].Device.Create("f"));
        Assert.Equal(3, _directories.OpenFiles.Open);
    }
}
