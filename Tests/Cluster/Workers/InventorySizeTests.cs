using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.Cluster.Workers;

public class InventorySizeTests
{
    private const int LargestInventory = 1_000_000;
    private const int LargestMessageBytes = 256 * 1024 * 1024;

    [Fact]
    public void LargestInventory_FitsIntoAMessage_WithTheLargestNumbers()
    {
        Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
        JobOfTest job = new(null!);
        StoredPartition largest = new(
            job.Former(int.MaxValue) with { Attempt = int.MaxValue, Epoch = 1L << 53 },
            int.MaxValue,
            new PartitionReceipt(int.MaxValue, long.MaxValue, long.MaxValue, ulong.MaxValue));

        int one = SizeOf(serializer, Enumerable.Repeat(largest, 1001)) - SizeOf(serializer, Enumerable.Repeat(largest with { }, 1));

        Assert.InRange((long)one * (LargestInventory / 1000), 1, LargestMessageBytes);
    }

    private static int SizeOf(Serializer serializer, IEnumerable<StoredPartition> inventory) => serializer.SerializeToArray(
        new WorkerRegistration(
            new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "host", 7000, "rack", SiloWorker.Load, Copies(inventory))).Length;

    // Equal objects would be written as references to the first one.
    private static StoredPartition[] Copies(IEnumerable<StoredPartition> inventory) => [.. inventory.Select(stored => stored with { })];
}
