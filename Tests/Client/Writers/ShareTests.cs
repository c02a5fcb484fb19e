using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;

namespace ShuffleOrleans.Tests.Client.Writers;

/// <summary>A writer whose output is shared among several workers. Every test's executor asserts that all memory came back.</summary>
public sealed class ShareTests
{
    private const int Subpartitions = 7;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 3)]
    public async Task EachWorker_GetsItsOwnSubpartitions_AndWhatIsForAll(int workerCount, int seed)
    {
        await using ScriptedCluster cluster = new(workerCount, Subpartitions);
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(4));
        OutputModel model = new(Subpartitions);
        await model.WriteRandomAsync(writer, new Random(seed), 2000).WaitAsync(Patience.Limit);
        PartitionReceipt receipt = await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);

        IReadOnlyList<WrittenShare> shares = await cluster.NextSharesAsync();
        Assert.Equal(PartitionReceipt.Combine([.. shares.Select(share => share.Receipt)]), receipt);
        for (int i = 0; i < shares.Count; i++)
        {
            Assert.True(await shares[i].Ended.WaitAsync(Patience.Limit));
            Assert.Equal((cluster.Shuffle(4).Allocation.Attempt, Subpartitions), (shares[i].Open.Attempt, shares[i].Open.SubpartitionCount));
            MustHold(shares[i], SubpartitionShares.RangeOf(Subpartitions, workerCount, i), model);
        }
    }

    [Fact]
    public async Task ShareWithoutFrames_IsCommittedEmpty()
    {
        await using ScriptedCluster cluster = new(3, Subpartitions);
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(0));
        await writer.EmitRecordAsync(new byte[10], 6);
        await writer.FlushAllAsync();
        await writer.EmitRecordAsync(new byte[10], 0);
        PartitionReceipt receipt = await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        IReadOnlyList<WrittenShare> shares = await cluster.NextSharesAsync();
        Assert.Equal([1, 0, 1], shares.Select(share => share.Receipt.RegionCount));
        Assert.Equal(PartitionReceipt.Empty, shares[1].Receipt);
        Assert.Equal((2, 2L, 20L), (receipt.RegionCount, receipt.FrameCount, receipt.PayloadBytes));
    }

    [Fact]
    public async Task BroadcastRecordLargerThanTheMemory_ReachesEveryShare()
    {
        await using ScriptedCluster cluster = new(3, Subpartitions);
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(0));
        OutputModel model = new(Subpartitions);
        byte[] record = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(record);
        await model.BroadcastAsync(writer, [1, 2, 3]);
        await model.BroadcastAsync(writer, record).WaitAsync(Patience.Limit);
        await model.EmitAsync(writer, [4], 3);
        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        IReadOnlyList<WrittenShare> shares = await cluster.NextSharesAsync();
        for (int i = 0; i < shares.Count; i++)
        {
            MustHold(shares[i], SubpartitionShares.RangeOf(Subpartitions, 3, i), model);
        }
    }

    [Theory]
    [InlineData(DataPartitionKind.Map)]
    [InlineData(DataPartitionKind.Reduce)]
    public async Task StorageChoice_GoesAlong(DataPartitionKind kind)
    {
        await using ScriptedCluster cluster = new(1, Subpartitions);
        StorageChoice storage = new(Durability.Fsync, DiskKind.Ssd);
        RemoteShuffleDescriptor shuffle = cluster.Shuffle(0);
        PartitionAttemptId attempt = shuffle.Allocation.Attempt with { Partition = shuffle.Allocation.Attempt.Partition with { Kind = kind } };
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer =
            await executor.ReadyWriterAsync(shuffle with { Allocation = shuffle.Allocation with { Attempt = attempt, Storage = storage } });
        Assert.Equal(new OpenWriteMessage(attempt, Subpartitions, storage), (await cluster.NextSharesAsync())[0].Open);
    }

    [Fact]
    public async Task ShareThatFails_FailsTheWriterAndAbortsTheOthers()
    {
        await using ScriptedCluster cluster = new(3, Subpartitions);
        cluster.Workers[1].OnData = _ => new ErrorDetail(ShuffleErrorCode.DiskFull, "no room");
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(2));
        await writer.BroadcastRecordAsync(new byte[100]);
        await writer.FlushAllAsync();
        IReadOnlyList<WrittenShare> shares = await cluster.NextSharesAsync();

        // Before the writer is disposed, or even used again.
        bool[] committed = await Task.WhenAll(shares.Select(share => share.Ended)).WaitAsync(Patience.Limit);
        Assert.Equal([false, false, false], committed);
        PartitionException error = await Assert.ThrowsAsync<PartitionException>(() => writer.FinishAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal((ShuffleErrorCode.DiskFull, cluster.Shuffle(2).ResultPartition), (error.Code, error.Partition));
        Assert.Contains(cluster.Workers[1].Identity.ToString(), error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PartitionException>(async () => await writer.EmitRecordAsync(new byte[1], 0));
    }

    [Fact]
    public async Task ShareThatFailsAtTheFinish_FailsTheWriter()
    {
        await using ScriptedCluster cluster = new(3, Subpartitions);
        cluster.Workers[2].OnFinish = _ => new ErrorDetail(ShuffleErrorCode.DiskFailed, "broken");
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(2));
        await writer.BroadcastRecordAsync(new byte[100]);
        PartitionException error = await Assert.ThrowsAsync<PartitionException>(() => writer.FinishAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.DiskFailed, error.Code);
    }

    [Fact]
    public async Task ShareThatFailsWhileAnotherStands_WakesTheTask()
    {
        await using ScriptedCluster cluster = new(2, Subpartitions, initialCredit: 64 * 1024);
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(0));
        IReadOnlyList<WrittenShare> shares = await cluster.NextSharesAsync();
        Task emitting = writer.EmitRecordAsync(new byte[8 * 1024 * 1024], 0).AsTask();
        await cluster.Workers[1].DisposeAsync();
        PartitionException error = await Assert.ThrowsAsync<PartitionException>(() => emitting.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ConnectionLost, error.Code);
        Assert.False(await shares[0].Ended.WaitAsync(Patience.Limit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public async Task DisposeWithoutFinish_AbortsEveryShare(int calls)
    {
        await using ScriptedCluster cluster = new(3, Subpartitions);
        await using TestExecutor executor = new();
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(cluster.Shuffle(0)))
        {
            await new OutputModel(Subpartitions).WriteRandomAsync(writer, new Random(1), calls).WaitAsync(Patience.Limit);
        }

        IReadOnlyList<WrittenShare> shares = await cluster.NextSharesAsync();
        bool[] committed = await Task.WhenAll(shares.Select(share => share.Ended)).WaitAsync(Patience.Limit);
        Assert.Equal([false, false, false], committed);
    }

    [Fact]
    public async Task WorkerThatCannotBeReached_FailsTheSetup_WhichMayBeTriedAgain()
    {
        await using ScriptedCluster cluster = new(2, Subpartitions);
        RemoteShuffleDescriptor shuffle = cluster.Shuffle(0);
        await cluster.Workers[1].DisposeAsync();
        await using TestExecutor executor = new(options => options.Connections.MaxRetries = 1);
        await using IResultPartitionWriter writer = executor.Writer(shuffle);
        for (int i = 0; i < 2; i++)
        {
            ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => writer.SetupAsync().AsTask().WaitAsync(Patience.Limit));
            Assert.Equal(ShuffleErrorCode.ConnectFailed, error.Code);
        }
    }

    private static void MustHold(WrittenShare share, SubpartitionRange range, OutputModel model)
    {
        Recorded[] found = [.. Enumerable.Range(0, Subpartitions).Select(_ => new Recorded())];
        foreach (byte[] frame in share.Frames)
        {
            FrameHeader header = WrittenShare.HeaderOf(frame);
            SubpartitionRange receivers = header.IsBroadcast ? range : SubpartitionRange.Single(header.Subpartition);
            for (int subpartition = receivers.First; subpartition <= receivers.Last; subpartition++)
            {
                Assert.True(range.Contains(subpartition), $"A frame of subpartition {subpartition} came to the worker of {range}.");
                Record(found[subpartition], header, frame);
            }
        }

        for (int subpartition = range.First; subpartition <= range.Last; subpartition++)
        {
            model[subpartition].MustEqual(found[subpartition], $"Subpartition {subpartition}");
        }
    }

    private static void Record(Recorded recorded, FrameHeader header, byte[] frame)
    {
        ReadOnlySpan<byte> payload = frame.AsSpan(FrameHeader.Length);
        if (header.Kind == FrameKind.Event)
        {
            recorded.Event(payload);
        }
        else
        {
            recorded.Data(payload);
        }
    }
}
