using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Directories;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly FaultyStorageDevice _device;
    private readonly StorageOptions _options = new() { MinReservedBytes = 1000, MaxUsableBytes = 5000, IoThreadsPerDirectory = 1 };
    private DataDirectory? _directory;

    public DataDirectoryTests() => _device = new FaultyStorageDevice(_folder.Path) { FreeBytes = 100_000 };

    public static TheoryData<StorageOperation> Operations =>
        new(StorageOperation.Create, StorageOperation.Open, StorageOperation.Write, StorageOperation.Sync, StorageOperation.Read, StorageOperation.Delete);

    private DataDirectory Data => _directory ??= new DataDirectory(_device, DiskKind.Ssd, _options);

    public void Dispose()
    {
        _directory?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void UsedSpace_GoesDownWithThePartitions_AlsoWithTheLast()
    {
        Data.OnStored(3000);
        Data.OnStored(2000);
        Assert.Equal((5000, 0, false), (Data.Load.StoredBytes, Data.UsableBytes, Data.TakesPartitions));
        Data.OnStored(-3000);
        Assert.Equal((2000, 3000, true), (Data.Load.StoredBytes, Data.UsableBytes, Data.TakesPartitions));
        Data.OnStored(-2000);
        Assert.Equal((0, 5000, true), (Data.Load.StoredBytes, Data.UsableBytes, Data.TakesPartitions));
    }

    [Fact]
    public void UsableSpace_IsTheTighterOfBothLimits_AndNeverNegative()
    {
        Assert.Equal(5000, Data.UsableBytes);
        _device.FreeBytes = 3000;
        Data.RefreshFreeBytes();
        Assert.Equal(2000, Data.UsableBytes);
        _device.FreeBytes = 10;
        Data.RefreshFreeBytes();
        Data.OnStored(9000);
        Assert.Equal((0, 0), (Data.UsableBytes, Data.Load.UsableBytes));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void ErrorOfAnyOperation_MakesItFailed_WithoutItsCallerSayingSo(StorageOperation operation)
    {
        DoEverything();
        Assert.Equal(DiskState.Healthy, Data.State);
        _device.Failing = operation;
        _device.FailFrom = 1;
        Assert.ThrowsAny<IOException>(DoEverything);
        Assert.Equal((DiskState.Failed, "Input/output error"), (Data.State, Data.StateReason));
        Assert.False(Data.TakesPartitions);
        Assert.False(Data.Load.Healthy);
        Assert.Equal(DiskState.Failed, Data.Load.State);
    }

    [Fact]
    public void WhatDoesNotBlameTheDisk_LeavesItHealthy()
    {
        Assert.Throws<FileNotFoundException>(() => Data.Device.Open("missing"));
        using (IStorageFile file = Data.Device.Create("short"))
        {
            Assert.Throws<EndOfStreamException>(() => file.Read(new byte[1], 0));
        }

        _device.Failing = StorageOperation.Create;
        _device.FailFrom = 1;
        foreach (int number in (int[])[28, 122, 23, 24])
        {
            _device.Fault = () => new IOException("full, or too many open files", number);
            Assert.ThrowsAny<IOException>(() => Data.Device.Create("file"));
        }

        Assert.Equal(DiskState.Healthy, Data.State);
    }

    [Fact]
    public void DirectoryThatCannotTellItsSpace_HasFailed()
    {
        _device.Failing = StorageOperation.Space;
        _device.FailFrom = 1;
        Assert.Equal(DiskState.Failed, Data.State);
    }

    [Fact]
    public void ExcludedDirectory_TakesNoPartitions_AndServesItsFiles()
    {
        DoEverything();
        Data.Exclude("noise at night");
        Assert.False(Data.TakesPartitions);
        Assert.Equal((DiskState.Excluded, "noise at night", false), (Data.Load.State, Data.Load.Reason, Data.Load.Healthy));
        DoEverything();
        Data.Include();
        Assert.True(Data.TakesPartitions);
        Assert.Equal((DiskState.Healthy, "", true), (Data.Load.State, Data.Load.Reason, Data.Load.Healthy));
    }

    private void DoEverything()
    {
        using (IStorageFile file = Data.Device.Create("file"))
        {
            file.Write([1, 2, 3], 0);
            file.Sync();
        }

        using (IStorageFile file = Data.Device.Open("file"))
        {
            byte[] read = new byte[3];
            file.Read(read, 0);
            Assert.Equal([1, 2, 3], read);
        }

        Data.Device.Delete("file");
    }
}
