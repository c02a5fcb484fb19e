using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Devices;

/// <summary>The double does what its fault model says: tests that rely on it prove no more than that.</summary>
public sealed class VolatileStorageDeviceTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly VolatileStorageDevice _device;

    public VolatileStorageDeviceTests() => _device = new VolatileStorageDevice(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NameThatWasNotSynced_IsGone_HoweverWellItsBytesWere()
    {
        Write("job/file", [1, 2], sync: true);
        LosePower();
        Assert.Empty(_device.List());
        Assert.Empty(_folder.Folders);
    }

    [Fact]
    public void BytesThatWereNotSynced_AreGone_HoweverWellTheNameWas()
    {
        Write("job/file", [1, 2], sync: false);
        _device.SyncFolders("job/file");
        LosePower();
        Assert.Equal([], Read("job/file"));
    }

    [Fact]
    public void LengthMaySurvive_WithoutItsBytes()
    {
        using (IStorageFile file = _device.Create("file"))
        {
            file.Write([1, 2], 0);
            file.Sync();
            file.Write([3, 4], 2);
            file.Write([9], 0);
        }

        _device.SyncFolders("file");
        _device.LosePower(lengthsSurvive: true);
        _device.ReturnPower();
        Assert.Equal([1, 2, 0, 0], Read("file"));
    }

    [Fact]
    public void SyncedBytesUnderASyncedName_Survive_AgainAndAgain()
    {
        Write("a/b/file", [1, 2], sync: true);
        _device.SyncFolders("a/b/file");
        LosePower();
        LosePower();
        Assert.Equal([1, 2], Read("a/b/file"));
    }

    [Fact]
    public void RenameThatWasNotSynced_HasNotHappened()
    {
        Write("job/file.partial", [1], sync: true);
        _device.SyncFolders("job/file.partial");
        _device.Rename("job/file.partial", "job/file");
        Assert.Equal([1], Read("job/file"));
        LosePower();
        Assert.Equal(["job/file.partial"], _device.List());
        _device.Rename("job/file.partial", "job/file");
        _device.SyncFolders("job/file");
        LosePower();
        Assert.Equal(["job/file"], _device.List());
    }

    [Fact]
    public void DeleteThatWasNotSynced_HasNotHappened_AlsoOfTheLastFileInItsFolder()
    {
        Write("a/b/file", [1], sync: true);
        _device.SyncFolders("a/b/file");
        _device.Delete("a/b/file");
        LosePower();
        Assert.Equal([1], Read("a/b/file"));
        _device.Delete("a/b/file");

        // The folder is gone, and the one above it remembers that.
        Write("other", [], sync: false);
        _device.SyncFolders("other");
        LosePower();
        Assert.Equal(["other"], _device.List());
    }

    [Fact]
    public void SyncOfOneFolder_SaysNothingOfItsNeighbour()
    {
        Write("job/a/file", [1], sync: true);
        Write("job/b/file", [2], sync: true);
        _device.SyncFolders("job/a/file");
        LosePower();
        Assert.Equal(["job/a/file"], _device.List());
    }

    [Fact]
    public void WithoutPower_NothingWorks_AndOpenFilesAreDeadForEver()
    {
        using IStorageFile file = _device.Create("file");
        _device.LosePower();
        Assert.Throws<IOException>(() => _device.Create("other"));
        Assert.Throws<IOException>(() => file.Write([1], 0));
        _device.ReturnPower();
        Assert.Throws<IOException>(() => file.Sync());
        _device.Create("other").Dispose();
    }

    [Fact]
    public void WhatWasThereBefore_CountsAsSynced()
    {
        File.WriteAllBytes(_folder.PathOf("old"), [1, 2]);
        VolatileStorageDevice device = new(_folder.Path);
        device.LosePower();
        device.ReturnPower();
        Assert.Equal([1, 2], File.ReadAllBytes(_folder.PathOf("old")));
    }

    private void Write(string name, byte[] bytes, bool sync)
    {
        using IStorageFile file = _device.Create(name);
        file.Write(bytes, 0);
        if (sync)
        {
            file.Sync();
        }
    }

    private byte[] Read(string name)
    {
        using IStorageFile file = _device.Open(name);
        byte[] bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return bytes;
    }

    private void LosePower()
    {
        _device.LosePower();
        _device.ReturnPower();
    }
}
