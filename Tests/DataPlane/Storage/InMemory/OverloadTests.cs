using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.InMemory;

/// <summary>More than memory can hold: it stays inside its budget, everybody gets on, and nothing is lost.</summary>
public sealed class OverloadTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task TenTimesTheBudget_IsWrittenByAllAtOnce_AndReadBack()
    {
        const int Writers = 8;
        const int Frames = 160;
        await using DeviceWorker worker = await DeviceWorker.StartAsync(new LocalStorageDevice(_directory.Path), options => options.MaxConnections = 12, 48);
        SamplePartition[] partitions = [.. Enumerable.Range(0, Writers).Select(_ => SamplePartition.OfLongFrames(Frames).With(Durability.Memory))];
        Assert.True(partitions.Sum(partition => partition.Receipt.PayloadBytes) > 9.9 * worker.Ledger.BudgetBytes);
        await Task.WhenAll(partitions.Select(worker.WriteAsync));
        Assert.InRange(worker.Ledger.QuotaBuffers, 0, worker.Ledger.TotalBuffers);
        foreach (SamplePartition partition in partitions)
        {
            (byte[] bytes, ShuffleErrorCode code) = await worker.ReadAsync(partition);
            Assert.Equal(ShuffleErrorCode.None, code);
            Assert.True(partition.Bytes.AsSpan().SequenceEqual(bytes));
            worker.Store.Release(partition.Attempt);
        }

        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task ThousandsOfSmallPartitions_FitIntoASmallBudget()
    {
        const int Count = 3000;
        const int KeptBuffers = 24;
        Random random = new(1);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(new LocalStorageDevice(_directory.Path), null, KeptBuffers);
        List<SamplePartition> partitions = [];
        using (RawClient client = await worker.GreetAsync(ConnectionDirection.Write))
        {
            for (uint channel = 1; channel <= Count; channel++)
            {
                SamplePartition partition = new SamplePartition().Region((0, random.Next(1, 900)), (5, random.Next(1, 900))).With(Durability.Memory);
                partitions.Add(partition);
                await new RawWriter(client, channel, partition).WriteAllAsync();
                Assert.InRange(worker.Spiller!.Memory.BufferCount, 0, KeptBuffers);
            }
        }

        // Most are in files by now, and some are not.
        Assert.InRange(_directory.PartitionFiles.Count, Count / 3, Count - 1);
        using RawClient reading = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(reading);
        foreach (OpenReadEntry[] entries in partitions
            .Select((partition, i) => new OpenReadEntry((uint)i + 1, partition.Attempt, partition.All, 0, RawReader.Plenty)).Chunk(500))
        {
            await reader.OpenAsync(entries);
            await reader.ReadToEndsAsync();
        }

        Assert.Empty(reader.Failed);
        Assert.All(partitions, partition => Assert.Equal(partition.Bytes, reader.BytesOf((uint)partitions.IndexOf(partition) + 1)));
        partitions.ForEach(partition => worker.Store.Release(partition.Attempt));
        reading.Dispose();
        foreach (SamplePartition partition in partitions)
        {
            await worker.Observer.HeardAsync(Protocol.ControlPlane.PartitionChangeKind.Released, partition.Attempt);
        }

        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
    }
}
