using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Costs;

/// <summary>What a commit costs in calls of the disk. The numbers are the contract: a change that needs more of them says why.</summary>
public sealed class DeviceCallsTests
{
    private const int KiB = 1024;

    [Fact]
    public async Task SmallMapPartition_IsOneFile_OneWrite_OneRename()
    {
        using CountedStore store = new();
        SamplePartition partition = SamplePartition.Mixed();
        await store.CommitAsync(partition);
        Assert.Equal((1, 1, 1, 1, 0, 0, 0), Calls(store.Device));
    }

    [Fact]
    public async Task LargeMapPartition_IsWrittenInPiecesOfAFlush()
    {
        using CountedStore store = new();
        SamplePartition partition = SamplePartition.OfLongFrames(128);
        await store.CommitAsync(partition, 512 * KiB);

        // 8 MiB: header and index go along with the first and the last piece; blocks are set aside for 1, 2, 4 and 8 MiB.
        Assert.Equal((1, 16, 1, 1, 4, 1, 0), Calls(store.Device));
    }

    [Fact]
    public void EightProducers_WriteEachReduceFileTogether()
    {
        using CountedStore store = new();
        SampleDataSet dataSet = new(200);
        DirectWrite[] writes = [.. Enumerable.Range(0, 8).Select(producer => store.Begin(Contribution(dataSet, producer)))];
        foreach (DirectWrite write in writes)
        {
            write.All();
        }

        foreach (DirectWrite write in writes)
        {
            write.Commit();
        }

        // 1,600 stretches. Of each file its header, and all eight stretches in one: seven fill the buffer, the eighth goes along. Of each contribution its own file.
        Assert.Equal((200 + 8, 200 + 200 + 8, 8, 8, 0, 0, 0), Calls(store.Device));

        // The next ones find the files open.
        store.Device.Reset();
        store.Begin(Contribution(dataSet, 8)).All().Commit();
        Assert.Equal((1, 200 + 1, 1, 1, 0, 0, 0), Calls(store.Device));
    }

    [Fact]
    public void CommitTakesAlong_WhatOthersHaveForTheSameFiles()
    {
        using CountedStore store = new();
        SampleDataSet dataSet = new(4);
        DirectWrite[] writes = [.. Enumerable.Range(0, 4).Select(producer => store.Begin(dataSet.Contribution(producer).Region((0, 100), (1, 100), (2, 100))).All())];
        store.Device.Reset();
        writes[0].Commit();
        Assert.Equal((1, 3 + 1, 1, 1, 0, 0, 0), Calls(store.Device));
        store.Device.Reset();
        writes[1].Commit();
        Assert.Equal((1, 1, 1, 1, 0, 0, 0), Calls(store.Device));
        writes[2].Commit();
        writes[3].Commit();
    }

    [Fact]
    public void ReaderOfReducePartitions_OpensNothing_WhatIsOpenAlready()
    {
        using CountedStore store = new();
        SampleDataSet dataSet = new(20);
        SamplePartition[] contributions = [.. Enumerable.Range(0, 8).Select(producer => Contribution(dataSet, producer))];
        foreach (SamplePartition contribution in contributions)
        {
            store.Begin(contribution).All().Commit();
        }

        store.Device.Reset();
        for (int subpartition = 0; subpartition < 20; subpartition++)
        {
            using OpenReduceFiles files = store.Store.OpenReduceRead(dataSet.Read(SubpartitionRange.Single(subpartition), contributions));
            ReduceCursor cursor = new(files.InOrder());

            // All eight lie behind each other: one stretch.
            Assert.Equal(8 * (ProducerTag.FrameLength + FrameHeader.Length + (8 * KiB)), cursor.Take(long.MaxValue, int.MaxValue).Length);
            Assert.True(cursor.IsAtEnd);
        }

        Assert.Equal((0, 0, 0, 0, 0, 0, 0), Calls(store.Device));
    }

    private static SamplePartition Contribution(SampleDataSet dataSet, int producer) =>
        dataSet.Contribution(producer).Region([.. Enumerable.Range(0, dataSet.SubpartitionCount).Select(subpartition => (subpartition, 8 * KiB))]);

    private static (int Creates, int Writes, int Renames, int Closes, int Preallocations, int Trims, int Opens) Calls(CountingStorageDevice device) => (
        device[StorageOperation.Create],
        device[StorageOperation.Write],
        device[StorageOperation.Rename],
        device.Closes,
        device[StorageOperation.Preallocate],
        device[StorageOperation.Trim],
        device[StorageOperation.Open]);
}
