using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Devices;

public sealed class LocalStorageDeviceTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly LocalStorageDevice _device;

    public LocalStorageDeviceTests() => _device = new LocalStorageDevice(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void MissingFile_IsNotFound_WhereverThePathEnds()
    {
        Assert.Throws<FileNotFoundException>(() => _device.Open("no/such/file"));
        _device.Create("a/b/file").Dispose();
        Assert.Throws<FileNotFoundException>(() => _device.Open("a/b/other"));
        _device.Delete("a/b/other");
        _device.Delete("no/such/file");
    }

    [Fact]
    public void ExistingFile_IsNotCreatedAgain_NorRenamedOver()
    {
        _device.Create("a/one").Dispose();
        _device.Create("a/two").Dispose();
        Assert.ThrowsAny<IOException>(() => _device.Create("a/one"));
        Assert.ThrowsAny<IOException>(() => _device.Rename("a/one", "a/two"));
    }

    [Fact]
    public void List_NamesEveryFile_ButNothingInTheFolderOfTheFileSystemItself()
    {
        _device.Create("a/b/one").Dispose();
        _device.Create("two").Dispose();
        _device.Create("lost+found/three").Dispose();
        Assert.Equal(["a/b/one", "two"], _device.List().Order());
    }

    [Fact]
    public void Delete_TakesEmptyFoldersAlong_AndNoOthers()
    {
        _device.Create("a/b/one").Dispose();
        _device.Create("a/c/two").Dispose();
        _device.Delete("a/b/one");
        Assert.Equal(["a", "a/c"], _directory.Folders.Select(folder => Path.GetRelativePath(_directory.Path, folder)).Order());
        _device.Delete("a/c/two");
        Assert.Empty(_directory.Folders);
    }

    [Fact]
    public async Task FoldersThatComeAndGo_DisturbNobody()
    {
        // The last file of a folder is deleted while the next one is created in it, again and again.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int round = 0; round < 2000; round++)
            {
                _device.Create($"job/set/{thread}").Dispose();
                _device.Delete($"job/set/{thread}");
            }
        })));
        Assert.Empty(_directory.Folders);
    }
}
