using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.InMemory;

/// <summary>Partitions of jobs with memory durability on a whole worker: read as any others, gone with the process unless it stops in order.</summary>
public sealed class MemoryPartitionTests : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task KeptPartition_IsReadByManyReaders_InRanges_AndResumed_WithoutAFile()
    {
        SamplePartition partition = SamplePartition.Mixed().Region([.. Enumerable.Repeat((4, 60_000), 9)]).With(Durability.Memory);
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, KeepMuch);
        await worker.WriteAsync(partition);
        Assert.Empty(_directory.PartitionFiles);
        SubpartitionRange[] ranges = [partition.All, new(0, 0), new(2, 3), new(4, 4), new(5, 7), new(7, 7)];
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync([.. ranges.Select((range, i) => new OpenReadEntry((uint)i + 1, partition.Attempt, range, 0, RawReader.Plenty))]);
        await reader.ReadToEndsAsync();
        foreach ((SubpartitionRange range, int i) in ranges.Select((range, i) => (range, i)))
        {
            Assert.Equal(partition.BytesIn(range), reader.BytesOf((uint)i + 1));
            Assert.Equal(partition.EndOf(range), reader.Ended[(uint)i + 1]);
            int resume = partition.FramesIn(range).Count / 2;
            Assert.Equal(partition.BytesIn(range, resume), await worker.ReadAsync(partition.Attempt, range, resume));
        }

        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task EmptyPartition_IsKeptAndRead()
    {
        SamplePartition partition = new SamplePartition().With(Durability.Memory);
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, KeepMuch);
        await worker.WriteAsync(partition);
        Assert.Empty(await worker.ReadAsync(partition.Attempt, partition.All));
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task SmallPartition_CostsWhatItHolds()
    {
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, KeepMuch);
        List<SamplePartition> partitions = [.. Enumerable.Range(0, 14).Select(_ => new SamplePartition().Region((0, 4000), (1, 4000)).With(Durability.Memory))];
        foreach (SamplePartition partition in partitions)
        {
            await worker.WriteAsync(partition);
        }

        // 14 times 8064 bytes, in units of 1 KiB: 14 x 8 of them, of 64 in a buffer.
        await worker.Port.AllEndedAsync();
        Assert.Equal((2, 2), (worker.Worker.Ledger.InUseBuffers, worker.Worker.Ledger.QuotaBuffers));
        foreach (SamplePartition partition in partitions)
        {
            Assert.Equal(partition.Bytes, await worker.ReadAsync(partition.Attempt, partition.All));
        }
    }

    [Fact]
    public async Task Release_GivesTheMemoryBackAtOnce_AndReadersFinish()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(6).With(Durability.Memory);
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, KeepMuch);
        await worker.WriteAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, BufferBytes));
        await reader.TakeAsync();
        await reader.TakeAsync();
        worker.ControlPlane.OrderRelease(partition.Attempt);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        await reader.GrantAsync(1, partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task AbortedOrBrokenWrite_LeavesNoMemoryBehind()
    {
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, KeepMuch);
        SamplePartition aborted = SamplePartition.OfLongFrames(2).With(Durability.Memory);
        SamplePartition broken = SamplePartition.OfLongFrames(2).With(Durability.Memory);
        using (RawClient client = await worker.GreetAsync(ConnectionDirection.Write))
        {
            await client.SendAsync(new Script().Say(1, aborted.Open).Data(1, aborted.Bytes).Say(1, default(AbortWriteMessage)));
            await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
            await client.SendAsync(new Script().Say(2, broken.Open).Data(2, broken.Bytes));
            await client.SettleAsync();
        }

        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, aborted.Attempt);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, broken.Attempt);
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task WorkerThatKeepsNothing_WritesFiles()
    {
        SamplePartition partition = SamplePartition.Mixed().With(Durability.Memory);
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, options => options.Memory.MaxKeptBytes = 0);
        await worker.WriteAsync(partition);
        Assert.Single(_directory.PartitionFiles);
        Assert.Equal(partition.Bytes, await worker.ReadAsync(partition.Attempt, partition.All));
    }

    [Fact]
    public async Task PartitionLargerThanWhatMayBeKept_IsSpilledWhileItIsWritten()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(12).Region((2, 100), (3, 3)).With(Durability.Memory);
        await using LiveWorker worker = await LiveWorker.StartAsync(_directory, options => options.Memory.MaxKeptBytes = 4 * BufferBytes);
        await worker.WriteAsync(partition);
        Assert.Single(_directory.PartitionFiles, file => file.EndsWith(".shuffle", StringComparison.Ordinal));
        Assert.Equal(partition.Bytes, await worker.ReadAsync(partition.Attempt, partition.All));
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task StopInOrder_WritesEverythingOut_SoThatARestartLosesNothing()
    {
        SamplePartition[] partitions = [SamplePartition.Mixed(), SamplePartition.OfLongFrames(3), new SamplePartition(), SamplePartition.Mixed()];
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory, KeepMuch))
        {
            foreach (SamplePartition partition in partitions)
            {
                await worker.WriteAsync(partition.With(Durability.Memory));
            }

            Assert.Empty(_directory.PartitionFiles);
        }

        await using LiveWorker restarted = await LiveWorker.StartAsync(_directory);
        Assert.Equal(partitions.Length, restarted.ControlPlane.Registrations[0].Inventory.Count);
        foreach (SamplePartition partition in partitions)
        {
            Assert.Equal(partition.Bytes, await restarted.ReadAsync(partition.Attempt, partition.All));
        }
    }

    private static void KeepMuch(ShuffleWorkerOptions options) => options.Memory.BudgetBytes = 16 * 1024 * 1024;
}
