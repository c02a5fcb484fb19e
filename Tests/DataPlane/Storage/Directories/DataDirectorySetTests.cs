using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Directories;

public sealed class DataDirectorySetTests : IDisposable
{
    private const long Reserved = 1000;

    private readonly TempDirectory _directory = new();
    private readonly StorageOptions _options = new() { MinReservedBytes = Reserved };
    private readonly List<FaultyStorageDevice> _devices = [];
    private DataDirectorySet? _set;

    public void Dispose()
    {
        _set?.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Preference_IsTheJobs_ThenTheWorkers()
    {
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Hdd);
        Assert.Equal(DiskKind.Ssd, set.Choose()!.Kind);
        Assert.Equal(DiskKind.Hdd, set.Choose(DiskKind.Hdd)!.Kind);
        Assert.Equal(DiskKind.Hdd, set.Choose(new StorageChoice(Durability.PageCache, DiskKind.Hdd))!.Kind);
        Assert.Equal(DiskKind.Ssd, set.Choose(default(StorageChoice))!.Kind);
    }

    [Fact]
    public void OtherKind_IsUsed_WhereNoneOfThePreferredTakesPartitions()
    {
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Hdd);
        set.All[1].OnFailed();
        Assert.Equal(DiskKind.Ssd, set.Choose(DiskKind.Hdd)!.Kind);
        set.All[0].OnFailed();
        Assert.Null(set.Choose(DiskKind.Hdd));
    }

    [Fact]
    public void Directories_TakeTurns_WithoutAnotherKindBetweenThem()
    {
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Hdd, DiskKind.Ssd, DiskKind.Hdd, DiskKind.Ssd);
        int[] chosen = Choose(set, 30);
        Assert.Equal([10, 0, 10, 0, 10], chosen);
    }

    [Fact]
    public void UnfitDirectory_GivesItsTurnToAllOthers()
    {
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Ssd, DiskKind.Ssd, DiskKind.Ssd);
        set.All[1].Exclude("test");
        Assert.Equal([10, 0, 10, 10], Choose(set, 30));
    }

    [Fact]
    public void OneFullDirectory_DoesNotDisqualifyItsKind()
    {
        _options.MaxUsableBytes = 100;
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Ssd, DiskKind.Hdd);
        set.All[0].OnStored(100);
        Assert.Equal([0, 10, 0], Choose(set, 10));
    }

    [Fact]
    public async Task SlowDirectory_TakesPartitions_OnlyWhereNoHealthyOneDoes()
    {
        _options.BadHealthChecks = 1;
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Hdd);

        // What operations took of late counts with the next check.
        set.All[0].OnOperation(TimeSpan.FromMinutes(1));
        await CheckMarker.CheckAsync(set.All[0]);
        Assert.Equal(DiskState.Slow, set.All[0].State);
        Assert.Equal(DiskKind.Hdd, set.Choose()!.Kind);
        set.All[1].OnFailed();
        Assert.Equal(DiskKind.Ssd, set.Choose()!.Kind);
        Assert.True(set.TakesPartitions);
        Assert.True(set.All[0].Load.Healthy);
    }

    [Fact]
    public void Refusal_TellsFullDisksFromUnfitOnes()
    {
        DataDirectorySet set = SetOf(DiskKind.Ssd, DiskKind.Ssd);
        _devices.ForEach(device => device.FreeBytes = Reserved);
        Refresh(set);
        Assert.Null(set.Choose());
        Assert.False(set.TakesPartitions);
        Assert.Equal(ShuffleErrorCode.DiskFull, set.Refusal);
        Assert.Contains("no usable space", set.WhyNoneTakesPartitions(), StringComparison.Ordinal);
        set.All[0].Exclude("replaced at noon");
        set.All[1].OnFailed("broken");
        Assert.Equal(ShuffleErrorCode.DiskFailed, set.Refusal);
        Assert.Contains("is Excluded (replaced at noon)", set.WhyNoneTakesPartitions(), StringComparison.Ordinal);
        Assert.Contains("is Failed (broken)", set.WhyNoneTakesPartitions(), StringComparison.Ordinal);
    }

    [Fact]
    public void DirectoriesOfOneFileSystem_DivideItsSpace_InWhatIsReported()
    {
        DataDirectorySet set = SetOf(["shared", "shared", "own", null, null]);
        _devices.ForEach(device => device.FreeBytes = 9000 + Reserved);
        Refresh(set);
        Assert.Equal([4500, 4500, 9000, 9000, 9000], set.All.Select(directory => directory.Load.UsableBytes));

        // What one writes is gone for both, before anybody asks the file system again. And each may use all that there is.
        set.All[0].OnStored(1000);
        Assert.Equal([4000, 4000, 9000, 9000, 9000], set.All.Select(directory => directory.Load.UsableBytes));
        Assert.Equal(8000, set.All[1].UsableBytes);
    }

    [Fact]
    public void LocalDirectories_OfOneFileSystem_AreTold()
    {
        using DataDirectorySet set = DataDirectorySet.OfLocal(new StorageOptions
        {
            DataDirectories = $"{Directory.CreateDirectory(_directory.PathOf("a")).FullName},{Directory.CreateDirectory(_directory.PathOf("b")).FullName}/",
            MinReservedBytes = 0,
        });
        Assert.NotNull(set.All[0].Device.FileSystem);
        Assert.Equal(set.All[0].Device.FileSystem, set.All[1].Device.FileSystem);
        Assert.Same(set.All[1], set.Named(_directory.PathOf("b")));
        Assert.Same(set.All[0], set.Named(_directory.PathOf("b/../a/")));
    }

    [Fact]
    public void UnknownDirectory_IsRefused_AndTheKnownOnesAreNamed()
    {
        DataDirectorySet set = SetOf(DiskKind.Ssd);
        ShuffleException error = Assert.Throws<ShuffleException>(() => set.Named("/no/such/directory"));
        Assert.Equal(ShuffleErrorCode.InvalidRequest, error.Code);
        Assert.Contains(set.All[0].Device.Description, error.Message, StringComparison.Ordinal);
    }

    private static void Refresh(DataDirectorySet set)
    {
        foreach (DataDirectory directory in set.All)
        {
            directory.RefreshFreeBytes();
        }
    }

    private static int[] Choose(DataDirectorySet set, int times)
    {
        int[] chosen = new int[set.All.Count];
        for (int i = 0; i < times; i++)
        {
            chosen[set.All.ToList().IndexOf(set.Choose()!)]++;
        }

        return chosen;
    }

    private DataDirectorySet SetOf(params DiskKind[] kinds) => SetOf(kinds.Select(kind => (kind, (string?)null)));

    private DataDirectorySet SetOf(string?[] fileSystems) => SetOf(fileSystems.Select(name => (DiskKind.Ssd, name)));

    private DataDirectorySet SetOf(IEnumerable<(DiskKind Kind, string? FileSystem)> disks)
    {
        _options.IoThreadsPerDirectory = 1;
        List<(IStorageDevice, DiskKind)> devices = [];
        foreach ((DiskKind kind, string? fileSystem) in disks)
        {
            string path = Directory.CreateDirectory(_directory.PathOf($"disk-{devices.Count}")).FullName;
            FaultyStorageDevice device = new(path) { FileSystem = fileSystem };
            _devices.Add(device);
            devices.Add((device, kind));
        }

        return _set = new DataDirectorySet(devices, _options);
    }
}
