using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>What a new process makes of the reduce partitions that a killed one has left.</summary>
public sealed class ReduceRecoveryTests
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void CommittedContributions_AreOffered_AndEveryConsumerReadsTheSameBytes(int directories)
    {
        using ReduceStore store = new(directories);
        SamplePartition[] contributions = [.. Enumerable.Range(0, 6).Select(producer => _dataSet.Mixed(producer)), _dataSet.Contribution(6)];
        store.Commit(contributions);
        using ReduceStore restarted = store.Restarted();
        Assert.Equal(Attempts(store.Store), Attempts(restarted.Store));
        Assert.Equal(store.Store.Inventory().ToHashSet(), restarted.Store.Inventory().ToHashSet());
        foreach (SubpartitionRange range in (SubpartitionRange[])[All, new(1, 3), .. Enumerable.Range(0, 5).Select(SubpartitionRange.Single)])
        {
            foreach (SamplePartition[] wanted in (SamplePartition[][])[contributions, contributions[2..4], [contributions[6]]])
            {
                Assert.Equal(store.ReadBytes(_dataSet.Read(range, wanted)), restarted.ReadBytes(_dataSet.Read(range, wanted)));
                Assert.Equal(SampleDataSet.Expected(range, wanted), restarted.Read(_dataSet.Read(range, wanted)));
            }
        }

        Assert.Equal(store.StoredBytes, restarted.StoredBytes);
        Assert.Equal(store.Files, restarted.Files);
    }

    [Fact]
    public void Share_IsOfferedAsTheShareItWas()
    {
        using ReduceStore store = new();
        SamplePartition share = _dataSet.Contribution(0).Region((3, 100), (4, 200)).Broadcast(50);
        store.Begin(share, shareIndex: 1, shareCount: 2).All().Commit();
        using ReduceStore restarted = store.Restarted();
        Assert.Equal(SampleDataSet.Expected(new(3, 4), share), restarted.Read(_dataSet.Read(new(3, 4), share)));
        ShuffleException error = Assert.ThrowsAny<ShuffleException>(() => restarted.Read(_dataSet.Read(All, share)));
        Assert.Equal(ShuffleErrorCode.SubpartitionOutOfRange, error.Code);
    }

    [Fact]
    public void UncommittedAttempts_StayInvisible_AndTheirProducersComeAgain()
    {
        using ReduceStore store = new();
        SamplePartition committed = _dataSet.Mixed(1);
        DirectWrite cut = store.Begin(_dataSet.Mixed(0));
        cut.Add(6).Write(cut.BytesLeft / 2);
        store.Commit(committed);
        DirectWrite whole = store.Begin(_dataSet.Mixed(2)).All();
        using ReduceStore restarted = store.Restarted();
        Assert.Equal([committed.Attempt], Attempts(restarted.Store));
        Assert.Equal(SampleDataSet.Expected(All, committed), restarted.Read(_dataSet.Read(All, committed)));
        foreach (DirectWrite uncommitted in (DirectWrite[])[cut, whole])
        {
            ContributionException error = Assert.Throws<ContributionException>(() => restarted.Read(_dataSet.Read(All, committed, uncommitted.Partition)));
            Assert.Equal(ShuffleErrorCode.PartitionNotFound, error.Code);
            Assert.Equal(uncommitted.Partition.Attempt.Partition.PartitionIndex, error.Producer.ProducerIndex);
        }

        // The same attempt again, as nobody knows of the first.
        restarted.Commit(_dataSet.Mixed(0), _dataSet.Mixed(2));
        SamplePartition[] every = [_dataSet.Mixed(0), committed, _dataSet.Mixed(2)];
        Assert.Equal(SampleDataSet.Expected(All, every), restarted.Read(_dataSet.Read(All, every)));
        cut.Abort();
        whole.Abort();
    }

    [Fact]
    public void FilesWithoutACommittedContribution_AreDeleted()
    {
        using ReduceStore store = new(directories: 2);
        DirectWrite[] writes = [.. Enumerable.Range(0, 4).Select(producer => store.Begin(_dataSet.Mixed(producer)).All())];
        Assert.NotEmpty(store.Files);
        using ReduceStore restarted = store.Restarted();
        restarted.AssertNothingLeft();
        Array.ForEach(writes, write => write.Abort());
    }

    [Fact]
    public void FilesBesidePartialContributionsOnly_AreDeleted()
    {
        using ReduceStore store = new();
        store.Commit(_dataSet.Mixed(0));
        using ReduceStore restarted = store.Restarted(killed =>
        {
            string own = killed.PathOf(PartitionFileName.Of(_dataSet.AttemptOf(0)));
            File.Move(own, own + ".partial");
        });
        restarted.AssertNothingLeft();
    }

    [Fact]
    public void AttemptsAfterARestart_GoToNewFiles_AndAreReadTogetherWithTheOld()
    {
        using ReduceStore store = new();
        List<SamplePartition> written = [_dataSet.Mixed(0), _dataSet.Mixed(1)];
        store.Commit([.. written]);
        Dictionary<string, byte[]> before = Contents(store);
        using ReduceStore first = store.Restarted();
        WriteBesides(first, written, before, 2);
        using ReduceStore second = first.Restarted();
        WriteBesides(second, written, Contents(first), 3);
        Assert.Equal(3, second.Files.Count(file => file.Contains("reduce-4-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReleaseOfAll_AfterARestart_LeavesNothing()
    {
        using ReduceStore store = new(directories: 2);
        SamplePartition[] old = [_dataSet.Mixed(0), _dataSet.Mixed(1), _dataSet.Mixed(2)];
        store.Commit(old);
        DirectWrite lost = store.Begin(_dataSet.Mixed(3)).All();
        using ReduceStore restarted = store.Restarted();
        SamplePartition rerun = _dataSet.Mixed(3);
        restarted.Commit(rerun);
        await restarted.ReleaseAsync(old[0], rerun);
        Assert.Equal(SampleDataSet.Expected(All, old[1], old[2]), restarted.Read(_dataSet.Read(All, old[1], old[2])));
        await restarted.ReleaseAsync(old[1], old[2]);
        restarted.AssertNothingLeft();
        lost.Abort();
    }

    [Fact]
    public void DataSets_AreKeptApart()
    {
        SampleDataSet other = new(5);
        using ReduceStore store = new();
        SamplePartition kept = _dataSet.Mixed(0);
        store.Commit(kept);
        DirectWrite unfinished = store.Begin(other.Mixed(0)).All();
        using ReduceStore restarted = store.Restarted();
        Assert.All(restarted.Files, file => Assert.Contains($"{_dataSet.Id}", file, StringComparison.Ordinal));
        Assert.Equal(SampleDataSet.Expected(All, kept), restarted.Read(_dataSet.Read(All, kept)));
        unfinished.Abort();
    }

    [Fact]
    public void SameContributionInTwoDirectories_IsOfferedOnce_AndItsFramesStay()
    {
        using ReduceStore store = new(directories: 2);
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);
        string own = PartitionFileName.Of(contribution.Attempt);
        using ReduceStore killed = store.Killed();
        (string from, string to) = File.Exists(killed.PathOf(own)) ? (killed.PathOf(own), killed.PathOf(own, 1)) : (killed.PathOf(own, 1), killed.PathOf(own));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
        RecoveryReport report = killed.Recover();
        Assert.Equal((1, 1), (report.Count(RecoveryOutcome.Recovered), report.Count(RecoveryOutcome.Duplicate)));
        Assert.Equal(SampleDataSet.Expected(All, contribution), killed.Read(_dataSet.Read(All, contribution)));
    }

    [Fact]
    public async Task DirectoryCopiedOntoAnother_CostsNothing_AndGoesWithTheRelease()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);
        using ReduceStore twice = store.Killed(directories: 2);
        twice.Recover();
        Assert.Equal(SampleDataSet.Expected(All, contribution), twice.Read(_dataSet.Read(All, contribution)));
        await twice.ReleaseAsync(contribution);
        twice.AssertNothingLeft();
    }

    private static void AssertUntouched(ReduceStore store, Dictionary<string, byte[]> before) =>
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(store.PathOf(file.Key))));

    private static Dictionary<string, byte[]> Contents(ReduceStore store) => store.Files.ToDictionary(file => file, file => File.ReadAllBytes(store.PathOf(file)));

    private static HashSet<PartitionAttemptId> Attempts(PartitionStore store) => [.. store.Inventory().Select(stored => stored.Attempt)];

    private void WriteBesides(ReduceStore store, List<SamplePartition> written, Dictionary<string, byte[]> before, int producer)
    {
        SamplePartition[] next = [_dataSet.Mixed(producer), _dataSet.Contribution(0, producer, producer).Region((1, 5), (4, 9)).Broadcast(7)];
        store.Commit(next);
        AssertUntouched(store, before);
        written.Add(next[0]);
        SamplePartition[] wanted = [.. written];
        Assert.Equal(SampleDataSet.Expected(All, wanted), store.Read(_dataSet.Read(All, wanted), new Random(producer)));
        wanted[0] = next[1];
        Assert.Equal(SampleDataSet.Expected(All, wanted), store.Read(_dataSet.Read(All, wanted)));
    }
}
