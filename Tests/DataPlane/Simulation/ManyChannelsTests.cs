using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>Thousands of channels on a few connections, with a budget of little more than what each of them is guaranteed.</summary>
public sealed class ManyChannelsTests : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const int Connections = 4;
    private const int PerConnection = 500;
    private const int GuaranteedBuffers = 2;
    private const int Spare = 8;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task EveryChannelFinishes_HoweverManyThereAre()
    {
        const int Channels = Connections * PerConnection;
        int guaranteed = GuaranteedBuffers * (Channels + (2 * Connections));
        MemoryLedger ledger = new(
            new MemoryLedgerOptions { BudgetBytes = (long)(guaranteed + Spare) * BufferBytes, BufferBytes = BufferBytes }, guaranteed);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(
            new LocalStorageDevice(_directory.Path),
            options => (options.MaxConnections, options.MaxWriteChannels) = (2 * Connections, Channels),
            budget: ledger);
        SamplePartition[][] partitions = [.. Enumerable.Range(0, Connections).Select(connection => Partitions(new Random(connection)))];
        await Task.WhenAll(partitions.Select(crowd => WriteAsync(worker, crowd)));
        await worker.AssertIdleAsync();

        using RawClient slow = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader slowReader = await OpenSlowlyAsync(slow, partitions[0]);
        await Task.WhenAll(partitions.Select(crowd => ReadAsync(worker, crowd)));
        await FinishSlowlyAsync(slowReader, partitions[0]);
        slow.Dispose();
        await worker.AssertIdleAsync();
    }

    // Most are small; one in twenty is several times what its channel is guaranteed, in frames that do not fit a buffer evenly.
    private static SamplePartition[] Partitions(Random random) => [.. Enumerable.Range(0, PerConnection).Select(i =>
        new SamplePartition().Region([.. Enumerable.Range(0, 8).Select(subpartition => (subpartition, random.Next(1, i % 20 == 0 ? 60_000 : 600)))]))];

    private static async Task WriteAsync(DeviceWorker worker, SamplePartition[] partitions)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await new ChannelCrowd(client, partitions).WriteAllAsync(() => MustBeWithinBudget(worker.Ledger));
    }

    private static async Task ReadAsync(DeviceWorker worker, SamplePartition[] partitions)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync([.. partitions.Select((partition, i) => new OpenReadEntry((uint)i + 1, partition.Attempt, partition.All, 0, RawReader.Plenty))]);
        await reader.ReadToEndsAsync();
        MustHaveRead(reader, partitions);
        MustBeWithinBudget(worker.Ledger);
    }

    private static async Task<RawReader> OpenSlowlyAsync(RawClient client, SamplePartition[] partitions)
    {
        RawReader reader = new(client);
        await reader.OpenAsync([.. partitions.Select((partition, i) => new OpenReadEntry((uint)i + 1, partition.Attempt, partition.All, 0, BufferBytes))]);
        return reader;
    }

    private static async Task FinishSlowlyAsync(RawReader reader, SamplePartition[] partitions)
    {
        for (int i = 0; i < partitions.Length; i++)
        {
            await reader.GrantAsync((uint)i + 1, 8 * BufferBytes);
        }

        await reader.ReadToEndsAsync();
        MustHaveRead(reader, partitions);
    }

    private static void MustHaveRead(RawReader reader, SamplePartition[] partitions)
    {
        Assert.Empty(reader.Failed);
        Assert.All(partitions, (partition, i) => Assert.Equal(partition.Bytes, reader.BytesOf((uint)i + 1)));
    }

    private static void MustBeWithinBudget(MemoryLedger ledger)
    {
        Assert.InRange(ledger.InUseBuffers, 0, ledger.TotalBuffers);
        Assert.InRange(ledger.QuotaBuffers, 0, ledger.TotalBuffers);
    }
}
