using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Recovery;

/// <summary>What a start makes of files, folders and disks: a file costs itself, never the start.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TempDirectory _other = new();

    public void Dispose()
    {
        _directory.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void ForeignFiles_AreNeverTouched()
    {
        string[] foreign =
        [
            "notes.txt", "notes.shuffle", "x/y/map-0-a0-e1.shuffle", "x/y/map-0-a0-e1.shuffle.partial", "x/y/map-0-a0-e1.shuffle.corrupt",
            $"{new JobId(Guid.NewGuid())}/{new DataSetId(Guid.NewGuid())}/map-00-a0-e1.shuffle.partial",
            $"{new JobId(Guid.NewGuid())}/{new DataSetId(Guid.NewGuid())}/map-0-a0-e1.shuffle.partial.bak",
        ];
        foreach (string name in foreign)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf(name))!);
            File.WriteAllText(_directory.PathOf(name), name);
        }

        Directory.CreateDirectory(_directory.PathOf("lost+found"));
        using TestStore found = Open();
        Assert.Equal(foreign.Length, found.Recover().Count(RecoveryOutcome.Foreign));
        found.Clock.Advance(TimeSpan.FromDays(30));
        Assert.All(foreign, name => Assert.Equal(name, File.ReadAllText(_directory.PathOf(name))));
        Assert.True(Directory.Exists(_directory.PathOf("lost+found")));
    }

    [Fact]
    public void FileUnderAWrongName_IsSetAside()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        StoredFile other = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory, file.Bytes);
        using TestStore found = Open();
        Assert.Equal(1, found.Recover().Count(RecoveryOutcome.WrongName));
        Assert.Empty(found.Store.Inventory());
        Assert.Equal([other.Name + ".corrupt"], _directory.PartitionFiles);
    }

    [Fact]
    public void OlderAndNewerAttemptsOfAPartition_AreBothOffered()
    {
        SamplePartition older = SamplePartition.Mixed();
        SamplePartition newer = new SamplePartition { Attempt = older.Attempt with { Attempt = 1, Epoch = 2 } }.Region((0, 5));
        StoredFile.Of(older).WriteTo(_directory);
        StoredFile.Of(newer).WriteTo(_other);
        using TestStore found = OpenBoth();
        Assert.Equal(2, found.Recover().Count(RecoveryOutcome.Recovered));
        Assert.Equal(
            [older.Attempt, newer.Attempt], found.Store.Inventory().Select(stored => stored.Attempt).OrderBy(attempt => attempt.Epoch));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SameAttemptInTwoDirectories_TheLaterOneIsOffered(bool firstIsLater)
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory).WriteTo(_other);
        DateTime now = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(_directory.PathOf(file.Name), firstIsLater ? now : now.AddHours(-1));
        File.SetLastWriteTimeUtc(_other.PathOf(file.Name), firstIsLater ? now.AddHours(-1) : now);
        using TestStore found = OpenBoth();
        RecoveryReport report = found.Recover();
        Assert.Equal((1, 1), (report.Count(RecoveryOutcome.Recovered), report.Count(RecoveryOutcome.Duplicate)));
        Assert.Equal([firstIsLater ? file.Name : file.Name + ".corrupt"], _directory.PartitionFiles);
        Assert.Equal([firstIsLater ? file.Name + ".corrupt" : file.Name], _other.PartitionFiles);
        Assert.Equal(2 * file.Bytes.Length, found.StoredBytes);
    }

    [Fact]
    public async Task ReleaseOfAnAttemptWithADamagedTwin_LeavesNeither()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory).WriteTo(_other);
        using TestStore found = OpenBoth();
        found.Recover();
        found.Store.Release(file.Partition.Attempt);
        await found.Observer.HeardAsync(PartitionChangeKind.Released, file.Partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        Assert.Empty(_other.PartitionFiles);
        Assert.Equal(0, found.StoredBytes);
    }

    [Fact]
    public void EmptyFoldersOfTheWorker_AreRemoved()
    {
        string empty = $"{new JobId(Guid.NewGuid())}/{new DataSetId(Guid.NewGuid())}";
        Directory.CreateDirectory(_directory.PathOf(empty));
        Directory.CreateDirectory(_directory.PathOf("somebody/else"));
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore found = Open();
        Assert.Equal(2, found.Recover().Directories[0].RemovedFolders);
        Assert.False(Directory.Exists(_directory.PathOf(Path.GetDirectoryName(empty)!)));
        Assert.True(Directory.Exists(_directory.PathOf("somebody/else")));
        Assert.Equal([file.Name], _directory.PartitionFiles);
    }

    [Fact]
    public void ManySmallPartitions_AreAllOffered()
    {
        const int Count = 2000;
        JobId job = new(Guid.NewGuid());
        for (int i = 0; i < Count; i++)
        {
            PartitionAttemptId attempt = new(new DataPartitionId(job, new DataSetId(new Guid(i % 10 + 1, 0, 0, new byte[8])), DataPartitionKind.Map, i), 0, 1);
            StoredFile.Of(new SamplePartition(4) { Attempt = attempt }.Region((0, 10), (3, 20))).WriteTo(_directory);
        }

        using TestStore found = Open();
        RecoveryReport report = found.Recover();
        Assert.Equal(Count, report.Count(RecoveryOutcome.Recovered));
        Assert.Equal(Count, found.Store.Inventory().Select(stored => stored.Attempt).Distinct().Count());
        Assert.Equal(found.StoredBytes, report.Directories[0].RecoveredBytes);
    }

    [Theory]
    [InlineData(StorageOperation.Open)]
    [InlineData(StorageOperation.Read)]
    [InlineData(StorageOperation.Rename)]
    [InlineData(StorageOperation.Delete)]
    [InlineData(StorageOperation.List)]
    [InlineData(StorageOperation.WriteTime)]
    [InlineData(StorageOperation.DeleteFolders)]
    public void DiskThatFailsFromAnyCallOn_NeverCostsTheStart(StorageOperation operation)
    {
        bool met = true;
        for (int call = 1; met; call++)
        {
            using TempDirectory directory = new();
            StoredFile[] sound = [.. Enumerable.Range(0, 3).Select(_ => StoredFile.Of(SamplePartition.Mixed()).WriteTo(directory))];
            StoredFile damaged = StoredFile.Of(SamplePartition.Mixed());
            damaged.WriteTo(directory, damaged.Flipped(50, 1));
            StoredFile partial = StoredFile.Of(SamplePartition.Mixed()).WriteTo(directory);
            File.Move(directory.PathOf(partial.Name), directory.PathOf(partial.Name + ".partial"));
            FaultyStorageDevice device = new(directory.Path) { Failing = operation, FailFrom = call };
            using TestStore found = new([device], recovery: new RecoveryOptions { ThreadsPerDirectory = 1 });
            RecoveryReport report = found.Recover();
            met = device.CallsOf(operation) >= call;
            Assert.True(call > 1 || met, "The fault was never met.");
            string[] unreadable = [.. report.Directories[0].Files.Where(file => file.Outcome == RecoveryOutcome.Unreadable).Select(file => file.Name)];
            int listed = met && operation == StorageOperation.List ? 0 : sound.Length;
            Assert.Equal(listed - sound.Count(file => unreadable.Contains(file.Name)), OfferedAmong(found, sound));
            Assert.DoesNotContain(damaged.Partition.Attempt, found.Store.Inventory().Select(stored => stored.Attempt));
            // Nothing that is sound was renamed or deleted for a fault of the disk.
            Assert.All(sound, file => Assert.True(File.Exists(directory.PathOf(file.Name))));
        }
    }

    [Fact]
    public void UnreadableFile_IsLeftAlone_AndChargesItsDirectory()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        FaultyStorageDevice device = new(_directory.Path) { Failing = StorageOperation.Read, FailFrom = 1 };
        using TestStore found = new([device]);
        Assert.Equal(RecoveryOutcome.Unreadable, Assert.Single(found.Recover().Directories[0].Files).Outcome);
        Assert.Empty(found.Store.Inventory());
        Assert.False(found.Directories.All[0].Load.Healthy);
        Assert.Equal([file.Name], _directory.PartitionFiles);
    }

    [Fact]
    public void ForbiddenFile_IsLeftAlone_AndSaysNothingAboutTheDisk()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        FaultyStorageDevice device = new(_directory.Path)
        {
            Failing = StorageOperation.Open,
            FailFrom = 1,
            Fault = () => new UnauthorizedAccessException("Permission denied"),
        };
        using TestStore found = new([device]);
        Assert.Equal(1, found.Recover().Count(RecoveryOutcome.AccessDenied));
        Assert.True(found.Directories.All[0].Load.Healthy);
        Assert.Equal([file.Name], _directory.PartitionFiles);
    }

    [Fact]
    public void FileThatVanishesWhileItIsLookedAt_IsVanished()
    {
        StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        FaultyStorageDevice device = new(_directory.Path)
        {
            Failing = StorageOperation.Open,
            FailFrom = 1,
            Fault = () => new FileNotFoundException("No such file"),
        };
        using TestStore found = new([device]);
        Assert.Equal(1, found.Recover().Count(RecoveryOutcome.Vanished));
        Assert.True(found.Directories.All[0].Load.Healthy);
    }

    [Theory]
    [InlineData(DataPartitionKind.Map, 0, 0, 1L)]
    [InlineData(DataPartitionKind.Map, int.MaxValue, 17, long.MaxValue)]
    [InlineData(DataPartitionKind.Reduce, 3, 2, 9L)]
    public void Name_IsReadBackAsWhatItNames(DataPartitionKind kind, int index, int attempt, long epoch)
    {
        PartitionAttemptId id = new(new DataPartitionId(new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), kind, index), attempt, epoch);
        foreach (string extension in (string[])["", ".partial", ".corrupt"])
        {
            Assert.True(PartitionFileName.TryParse(PartitionFileName.Of(id) + extension, out PartitionAttemptId read, out string readExtension));
            Assert.Equal((id, extension), (read, readExtension));
        }
    }

    private static int OfferedAmong(TestStore found, StoredFile[] files) =>
        found.Store.Inventory().Count(stored => files.Any(file => file.Partition.Attempt == stored.Attempt));

    private TestStore Open() => new([new LocalStorageDevice(_directory.Path)]);

    private TestStore OpenBoth() => new([new LocalStorageDevice(_directory.Path), new LocalStorageDevice(_other.Path)]);
}
