using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.DataPlane.Storage;

/// <summary>Files stay open for the next reader, as many as allowed and no longer than they exist.</summary>
public sealed class OpenPartitionCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shuffle-cache-").FullName;
    private readonly DataDirectory _directory;

    public OpenPartitionCacheTests() =>
        _directory = new DataDirectory(new LocalStorageDevice(_folder), DiskKind.Ssd, new StorageOptions { MinReservedBytes = 0 });

    [Fact]
    public void SecondReader_SharesTheFileOfTheFirst()
    {
        using OpenPartitionCache cache = new(maxIdle: 4);
        OpenPartition first = cache.Add(Opened(0));
        OpenPartition? second = cache.TryShare(first.Attempt);
        Assert.Same(first, second);
        cache.Return(first);
        Assert.False(first.File!.IsClosed);
        cache.Return(first);
    }

    [Fact]
    public void FasterReader_IsSharedAndTheOtherFileIsClosed()
    {
        using OpenPartitionCache cache = new(maxIdle: 4);
        OpenPartition faster = cache.Add(Opened(0));
        OpenPartition slower = new(faster.Attempt, new LocalStorageDevice(_folder).Open("0"), faster.Index);
        Assert.Same(faster, cache.Add(slower));
        Assert.True(slower.File!.IsClosed);
        Assert.Equal(2, faster.Readers);
        cache.Return(faster);
        cache.Return(faster);
    }

    [Fact]
    public void LongestUnused_IsClosedWhenThereAreTooMany()
    {
        using OpenPartitionCache cache = new(maxIdle: 2);
        OpenPartition[] partitions = [.. Enumerable.Range(0, 3).Select(i => cache.Add(Opened(i)))];
        foreach (OpenPartition partition in partitions)
        {
            cache.Return(partition);
        }

        Assert.Equal([true, false, false], partitions.Select(partition => partition.File!.IsClosed));
        Assert.Null(cache.TryShare(partitions[0].Attempt));
        Assert.Same(partitions[1], cache.TryShare(partitions[1].Attempt));
        cache.Return(partitions[1]);
    }

    [Fact]
    public void ReaderInUse_IsNeverEvicted()
    {
        using OpenPartitionCache cache = new(maxIdle: 0);
        OpenPartition partition = cache.Add(Opened(0));
        OpenPartition other = cache.Add(Opened(1));
        cache.Return(other);
        Assert.True(other.File!.IsClosed);
        Assert.False(partition.File!.IsClosed);
        cache.Return(partition);
        Assert.True(partition.File!.IsClosed);
    }

    [Fact]
    public void DeletedPartition_IsClosedByItsLastReader_AndNotKept()
    {
        using OpenPartitionCache cache = new(maxIdle: 4);
        OpenPartition idle = cache.Add(Opened(0));
        cache.Return(idle);
        OpenPartition read = cache.Add(Opened(1));
        cache.Forget(idle.Attempt);
        cache.Forget(read.Attempt);
        Assert.True(idle.File!.IsClosed);
        Assert.False(read.File!.IsClosed);
        cache.Return(read);
        Assert.True(read.File!.IsClosed);
    }

    [Fact]
    public void PartitionDeletedWhileItWasBeingOpened_IsNotKept()
    {
        using OpenPartitionCache cache = new(maxIdle: 4);
        OpenPartition late = Opened(0);
        cache.Forget(late.Attempt);
        Assert.Same(late, cache.Add(late));
        Assert.Null(cache.TryShare(late.Attempt));
        cache.Return(late);
        Assert.True(late.File!.IsClosed);
    }

    public void Dispose()
    {
        _directory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private OpenPartition Opened(int index)
    {
        LocalStorageDevice device = new(_folder);
        PartitionAttemptId id = new(new DataPartitionId(new JobId(Guid.AllBitsSet), new DataSetId(Guid.AllBitsSet), DataPartitionKind.Map, index), 0, 1);
        return new OpenPartition(new StoredAttempt(id, 1, _directory), device.Create($"{index}"), new RegionIndex([], [], []));
    }
}
