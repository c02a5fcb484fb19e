using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>What a contribution's writer does with headers and bytes that reach it on different threads, and what it refuses.</summary>
public sealed class ContributionWriterTests
{
    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public void BytesThatWereTakenBeforeTheirHeadersWereKnown_AreStoredAtTheCommit()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        DirectWrite write = store.Begin(contribution);
        write.Write(write.BytesLeft).Add(write.FramesLeft).Commit();
        Assert.Equal(0, store.BuffersInUse);
        SubpartitionRange all = new(0, 4);
        Assert.Equal(SampleDataSet.Expected(all, contribution), store.Read(_dataSet.Read(all, contribution)));
    }

    [Fact]
    public void FramesWhoseHeadersCameLate_GiveTheirMemoryBack_AtTheNextWrite()
    {
        using ReduceStore store = new();
        DirectWrite write = store.Begin(_dataSet.Mixed(0));
        write.Write(write.BytesLeft).Add(write.FramesLeft);
        Assert.NotEqual(0, store.BuffersInUse);
        write.Write(0);
        Assert.Equal(0, store.BuffersInUse);
        write.Abort();
        store.AssertNothingLeft();
    }

    [Fact]
    public void AbortInTheMiddleOfAFrame_GivesItsMemoryBack()
    {
        using ReduceStore store = new();
        DirectWrite write = store.Begin(_dataSet.Mixed(0)).Add(1);
        write.Write(write.BytesLeft - 7).Abort();
        store.AssertNothingLeft();
    }

    [Theory]
    [InlineData(-1, ShuffleErrorCode.None)]
    [InlineData(0, ShuffleErrorCode.SubpartitionOutOfRange)]
    [InlineData(1, ShuffleErrorCode.SubpartitionOutOfRange)]
    [InlineData(2, ShuffleErrorCode.None)]
    [InlineData(4, ShuffleErrorCode.None)]
    [InlineData(5, ShuffleErrorCode.SubpartitionOutOfRange)]
    public void FramesOutsideTheShare_AreRefused(int subpartition, ShuffleErrorCode expected)
    {
        using ReduceStore store = new();
        DirectWrite write = store.Begin(_dataSet.Contribution(0), shareIndex: 1, shareCount: 2);
        FrameFlags flags = subpartition < 0 ? FrameFlags.Broadcast : FrameFlags.None;
        Assert.Equal(expected, write.Writer.Check(new FrameHeader(1, subpartition, 0, 0, FrameKind.Data, flags, 0)));
        write.Abort();
    }

    [Fact]
    public void BroadcastFrame_CountsAsOftenAsItIsStored()
    {
        // Else one frame of a writer, times a million subpartitions, would be a million files and an index beyond all limits.
        using ReduceStore store = new(configure: options => options.MaxFramesPerPartition = 11);
        FrameHeader broadcast = new(1, FrameHeader.BroadcastSubpartition, 0, 0, FrameKind.Data, FrameFlags.Broadcast, 0);
        DirectWrite write = store.Begin(_dataSet.Contribution(0).Broadcast(1, 1)).Add(2);
        Assert.Equal(ShuffleErrorCode.PartitionTooLarge, write.Writer.Check(broadcast with { Sequence = 2 }));
        Assert.Equal(ShuffleErrorCode.None, write.Writer.Check(new FrameHeader(1, 0, 1, 2, FrameKind.Data, FrameFlags.None, 0)));
        write.Abort();
        write = store.Begin(_dataSet.Contribution(1).Region([.. Enumerable.Repeat((0, 1), 11)])).Add(11);
        Assert.Equal(ShuffleErrorCode.PartitionTooLarge, write.Writer.Check(new FrameHeader(1, 0, 0, 11, FrameKind.Data, FrameFlags.None, 0)));
        write.Abort();
    }

    [Fact]
    public void ContributionWithoutFrames_IsCommitted_AndReadAsNothing()
    {
        using ReduceStore store = new();
        SamplePartition empty = _dataSet.Contribution(0);
        store.Commit(empty);
        Assert.Empty(store.ReadBytes(_dataSet.Read(new SubpartitionRange(0, 4), empty)));
    }

    [Fact]
    public void DiskWithoutRoom_GetsNoNewFile_WhileAnotherHasSome()
    {
        // The first directory has room for a few bytes only, which the first file takes.
        using ReduceStore store = new(directories: 2, freeBytesOfFirst: 1000);
        SamplePartition first = _dataSet.Contribution(0).Region((0, 2000), (1, 2000), (2, 2000), (3, 2000));
        SamplePartition second = _dataSet.Contribution(1).Region((0, 20), (1, 20), (2, 20), (3, 20));
        store.Commit(first, second);
        Assert.False(store.Set.All[0].TakesPartitions);
        Assert.Contains(store.Files, file => file.Contains("reduce-", StringComparison.Ordinal) && File.Exists(store.PathOf(file, 1)));
        SubpartitionRange all = new(0, 4);
        Assert.Equal(SampleDataSet.Expected(all, first, second), store.Read(_dataSet.Read(all, first, second)));
    }

    [Fact]
    public void FileThatOutgrowsItsDisk_IsContinuedOnAnother_InOrder()
    {
        using ReduceStore store = new(directories: 2, freeBytesOfFirst: 1_000_000);
        SamplePartition contribution = _dataSet.Contribution(0);
        for (int region = 0; region < 30; region++)
        {
            contribution.Region((0, 60_000), (1, 60_000));
        }

        DirectWrite write = store.Begin(contribution);
        while (write.FramesLeft > 0)
        {
            int length = contribution.Frames[^write.FramesLeft].Bytes.Length;
            write.Add(1).Write(length);
        }

        write.Commit();
        Assert.False(store.Set.All[0].TakesPartitions);
        Assert.True(store.Files.Count(file => file.Contains("reduce-", StringComparison.Ordinal)) > 2);
        SubpartitionRange all = new(0, 4);
        Assert.Equal(SampleDataSet.Expected(all, contribution), store.Read(_dataSet.Read(all, contribution)));
    }

    [Fact]
    public void NoDiskWithRoom_IsDiskFull()
    {
        using ReduceStore store = new(freeBytesOfFirst: 100);
        DirectWrite write = store.Begin(_dataSet.Contribution(0).Region((0, 2000), (1, 2000)));
        Assert.Equal(ShuffleErrorCode.DiskFull, Assert.Throws<ShuffleException>(() => write.All()).Code);
        write.Abort();
        store.AssertNothingLeft();
    }
}
