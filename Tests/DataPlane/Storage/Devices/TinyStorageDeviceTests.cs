using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Devices;

/// <summary>The double does what its fault model says: tests that rely on it prove no more than that.</summary>
public sealed class TinyStorageDeviceTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly TinyStorageDevice _device;

    public TinyStorageDeviceTests() => _device = new TinyStorageDevice(_folder.Path, 10);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteThatDoesNotFit_WritesWhatFits_AndSaysThatTheDiskIsFull()
    {
        using IStorageFile first = _device.Create("first");
        using IStorageFile second = _device.Create("second");
        first.Write(new byte[6], 0);
        IOException error = Assert.Throws<IOException>(() => second.Write([1, 2, 3, 4, 5, 6], 0));
        Assert.True(DiskFailure.IsFull(error));
        Assert.False(DiskFailure.BlamesDisk(error));
        Assert.Equal((4, 0), (second.Length, _device.GetFreeBytes()));
        first.Write(new byte[6], 0);
        _device.Delete("first");
        second.Write([5, 6], 4);
        Assert.Equal([1, 2, 3, 4, 5, 6], File.ReadAllBytes(_folder.PathOf("second")));
    }

    [Fact]
    public void PreallocatedBlocks_TakeRoom_UntilTheyAreTrimmed()
    {
        using IStorageFile file = _device.Create("file");
        file.Write(new byte[2], 0);
        file.Preallocate(2, 8);
        Assert.Equal(0, _device.GetFreeBytes());
        file.Write(new byte[3], 2);
        Assert.Throws<IOException>(() => file.Preallocate(10, 1));
        file.TrimPreallocation();
        Assert.Equal((5, 5), (_device.GetFreeBytes(), file.Length));
    }

    [Fact]
    public void Rename_AndOpen_KeepTheBooks()
    {
        _device.Create("a").Dispose();
        using (IStorageFile file = _device.Open("a"))
        {
            Assert.Equal(0, file.Length);
        }

        using (IStorageFile file = _device.Create("b"))
        {
            file.Write(new byte[10], 0);
        }

        _device.Rename("b", "c");
        Assert.Equal(0, _device.GetFreeBytes());
        _device.Delete("c");
        Assert.Equal(10, _device.GetFreeBytes());
    }
}
