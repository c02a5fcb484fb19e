using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// Damage to the shared files. Fault model: a file that nobody has open is removed, cut, or has a flipped bit; the contributions' own files are whole.
/// </summary>
public sealed class ReduceDamageTests
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Theory]
    [InlineData("removed")]
    [InlineData("header")]
    [InlineData("cut in the header")]
    [InlineData("cut")]
    public void DamagedFile_IsCorrupt_AndEveryContributionInItIsLost(string damage)
    {
        using ReduceStore store = new();
        SamplePartition[] inside = [_dataSet.Contribution(0).Region((1, 50), (2, 50)), _dataSet.Contribution(1).Region((2, 70)).Broadcast(8)];
        SamplePartition outside = _dataSet.Contribution(2).Region((1, 50), (3, 50));
        store.Commit([.. inside, outside]);
        Damage(store.ReduceFileOf(2), damage);
        ContributionException error = Assert.Throws<ContributionException>(() => store.Read(_dataSet.Read(SubpartitionRange.Single(2), inside[0])));
        Assert.Equal((ShuffleErrorCode.PartitionCorrupt, 0), (error.Code, error.Producer.ProducerIndex));
        Assert.Equal(inside.Select(contribution => contribution.Attempt), LostIn(store));
        Assert.Equal([outside.Attempt], store.Store.Inventory().Select(stored => stored.Attempt));
        Assert.Equal(SampleDataSet.Expected(All, outside), store.Read(_dataSet.Read(All, outside)));
        Assert.Equal(0, store.OpenHandles());
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("header")]
    [InlineData("cut in the header")]
    [InlineData("cut")]
    public void ProducersThatRunAgain_AfterDamage_WriteANewFile(string damage)
    {
        using ReduceStore store = new();
        SamplePartition lost = _dataSet.Contribution(0).Region((2, 50));
        SamplePartition kept = _dataSet.Contribution(1).Region((3, 50));
        store.Commit(lost, kept);
        Damage(store.ReduceFileOf(2), damage);
        Assert.Throws<ContributionException>(() => store.Read(_dataSet.Read(All, lost)));
        SamplePartition again = _dataSet.Contribution(0, 1, 2).Region((2, 50), (3, 9));
        store.Commit(again);
        Assert.Equal(SampleDataSet.Expected(All, again, kept), store.Read(_dataSet.Read(All, again, kept)));
        Assert.True(store.Set.All[0].TakesPartitions);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("header")]
    [InlineData("cut in the header")]
    public void WriterThatFindsTheFileDamaged_BeginsANewOne(string damage)
    {
        using ReduceStore store = new();
        store.Commit(_dataSet.Contribution(0).Region((2, 50)));
        Damage(store.ReduceFileOf(2), damage);
        SamplePartition next = _dataSet.Contribution(1).Region((2, 60));
        store.Commit(next);
        Assert.Equal(SampleDataSet.Expected(All, next), store.Read(_dataSet.Read(All, next)));
        Assert.True(store.Set.All[0].TakesPartitions);
    }

    [Fact]
    public void WriterWhoseFileIsFoundDamaged_FailsAtTheCommit()
    {
        using ReduceStore store = new();
        SamplePartition lost = _dataSet.Contribution(0).Region((2, 500));
        store.Commit(lost);
        DirectWrite write = store.Begin(_dataSet.Contribution(1).Region((2, 50))).All();
        Damage(store.ReduceFileOf(2), "cut");
        Assert.Throws<ContributionException>(() => store.Read(_dataSet.Read(All, lost)));
        Assert.Equal(ShuffleErrorCode.PartitionCorrupt, Assert.Throws<ShuffleException>(write.Commit).Code);
        write.Abort();
        Assert.Empty(store.Store.Inventory());
        SamplePartition again = _dataSet.Contribution(1, 1, 2).Region((2, 50));
        store.Commit(again);
        Assert.Equal(SampleDataSet.Expected(All, again), store.Read(_dataSet.Read(All, again)));
    }

    [Fact]
    public async Task FlippedBit_IsDelivered_AndTheReadersCheckFails()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Contribution(0).Region((1, 50), (1, 60));
        store.Commit(contribution);
        string path = store.ReduceFileOf(1);
        byte[] file = await File.ReadAllBytesAsync(path);
        Random random = new(4711);
        long places = new FileInfo(path).Length - 128;
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. file];
            damaged[128 + random.Next((int)places)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, damaged);
            Assert.ThrowsAny<Exception>(() => store.Read(_dataSet.Read(SubpartitionRange.Single(1), contribution)));
        }

        await File.WriteAllBytesAsync(path, file);
        Assert.Equal(SampleDataSet.Expected(All, contribution), store.Read(_dataSet.Read(All, contribution)));
        Assert.Empty(LostIn(store));
    }

    private static IEnumerable<PartitionAttemptId> LostIn(ReduceStore store) =>
        store.Observer.Heard
            .Where(heard => heard.Kind == PartitionChangeKind.Lost)
            .Select(heard => heard.Attempt)
            .OrderBy(attempt => attempt.Partition.PartitionIndex);

    private static void Damage(string path, string damage)
    {
        if (damage == "removed")
        {
            File.Delete(path);
            return;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        switch (damage)
        {
            case "header":
                file.Position = 20;
                file.WriteByte(0xA5);
                break;
            case "cut in the header":
                file.SetLength(100);
                break;
            default:
                // In the first contribution's only frame.
                file.SetLength(128 + ProducerTag.FrameLength + 30);
                break;
        }
    }
}
