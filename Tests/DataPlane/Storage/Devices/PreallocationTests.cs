using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Devices;

public sealed class PreallocationTests : IDisposable
{
    private const int KiB = 1024;
    private const long MiB = 1024 * KiB;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Blocks_AreThereBeforeTheBytes_AndTheRestIsGivenBack()
    {
        if (LinuxStat.Of(_folder.Path) is null)
        {
            // Nothing to look at: other systems neither set blocks aside nor tell of them.
            return;
        }

        byte[] piece = new byte[512 * KiB];
        using IStorageFile file = new LocalStorageDevice(_folder.Path).Create("file");
        Preallocation blocks = default;
        long offset = 0;
        for (int pieces = 0; pieces < 10; pieces++)
        {
            blocks.Reserve(file, offset, piece.Length);
            Assert.InRange(AllocatedBytes(), offset + piece.Length, (3 * offset) + (2 * MiB));
            Assert.Equal(offset, file.Length);
            file.Write(piece, offset);
            offset += piece.Length;
        }

        Assert.True(AllocatedBytes() > offset + MiB, "Nothing is set aside: the test would prove nothing.");
        blocks.Trim(file, file.Length);
        Assert.Equal(offset, file.Length);
        Assert.InRange(AllocatedBytes(), offset, offset + (256 * KiB));
    }

    [Fact]
    public void SmallFile_CostsNoCall()
    {
        FaultyStorageDevice device = new(_folder.Path);
        using IStorageFile file = device.Create("file");
        Preallocation blocks = default;
        blocks.Reserve(file, 0, 128);
        file.Write(new byte[128], 0);
        blocks.Reserve(file, 128, Preallocation.SmallFile - 128);
        blocks.Trim(file, file.Length);
        Assert.Equal((0, 0), (device.CallsOf(StorageOperation.Preallocate), device.CallsOf(StorageOperation.Trim)));
    }

    [Fact]
    public void Steps_Double_UpToTheLongest()
    {
        TinyStorageDevice device = new(_folder.Path, 1L << 40);
        using IStorageFile file = device.Create("file");
        Preallocation blocks = default;
        List<long> steps = [];
        for (long offset = 0; offset < 320 * MiB; offset += MiB)
        {
            long before = device.UsedBytes;
            blocks.Reserve(file, offset, MiB);
            if (device.UsedBytes > before)
            {
                steps.Add((device.UsedBytes - before) / MiB);
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 64, 64, 64, 64], steps);
    }

    [Fact]
    public void WriteLongerThanAStep_IsReservedWhole()
    {
        TinyStorageDevice device = new(_folder.Path, 1L << 40);
        using IStorageFile file = device.Create("file");
        Preallocation blocks = default;
        blocks.Reserve(file, 0, 5 * MiB);
        Assert.Equal((5 * MiB, 5 * MiB), (blocks.End, device.UsedBytes));
    }

    [Fact]
    public void NearlyFullDisk_IsUsedToTheEnd_AndThenTheWriteIsRefusedBeforeItBegins()
    {
        byte[] piece = new byte[300 * KiB];
        TinyStorageDevice device = new(_folder.Path, 7L * piece.Length);
        using IStorageFile file = device.Create("file");
        Preallocation blocks = default;
        long offset = 0;
        for (; offset + piece.Length <= device.CapacityBytes; offset += piece.Length)
        {
            blocks.Reserve(file, offset, piece.Length);
            file.Write(piece, offset);
        }

        IOException error = Assert.Throws<IOException>(() => blocks.Reserve(file, offset, piece.Length));
        Assert.True(DiskFailure.IsFull(error));
        Assert.Equal(offset, file.Length);
        blocks.Trim(file, file.Length);
        Assert.Equal(offset, device.UsedBytes);
    }

    [Fact]
    public void OtherErrors_AreNotTakenForAFullDisk()
    {
        FaultyStorageDevice device = new(_folder.Path) { Failing = StorageOperation.Preallocate, FailFrom = 1 };
        using IStorageFile file = device.Create("file");
        Preallocation blocks = default;
        Assert.Throws<IOException>(() => blocks.Reserve(file, 0, MiB));
        Assert.Equal(1, device.CallsOf(StorageOperation.Preallocate));
    }

    private long AllocatedBytes() => LinuxStat.Of(_folder.PathOf("file"))!.Value.AllocatedBytes;
}
