using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.InMemory;

/// <summary>Jobs of all durabilities write, read piece by piece, and release at once, in less memory than they would take; a failure names its seed.</summary>
public sealed class ChurnTests : IDisposable
{
    private const int Tasks = 6;
    private const int Rounds = 12;

    private readonly TempDirectory _directory = new();

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 4));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EveryByteIsRight_WhileAnybodySpillsReadsAndReleases(int seed)
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(
            new LocalStorageDevice(_directory.Path), options => (options.MaxConnections, options.FlushBytes) = (16, 100_000), keptBuffers: 30);
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(() => RunAsync(worker, new Random((seed * 100) + task)))));
        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
    }

    private static async Task RunAsync(DeviceWorker worker, Random random)
    {
        Queue<SamplePartition> mine = [];
        for (int round = 0; round < Rounds; round++)
        {
            SamplePartition partition = Sample(random);
            await worker.WriteAsync(partition);
            mine.Enqueue(partition);
            await ReadInPiecesAsync(worker, partition, random);
            if (mine.Count > 4)
            {
                await ReleaseAsync(worker, mine.Dequeue());
            }
        }

        foreach (SamplePartition partition in mine)
        {
            (byte[] bytes, ShuffleErrorCode code) = await worker.ReadAsync(partition);
            Assert.Equal(ShuffleErrorCode.None, code);
            Assert.True(partition.Bytes.AsSpan().SequenceEqual(bytes));
            await ReleaseAsync(worker, partition);
        }
    }

    private static SamplePartition Sample(Random random)
    {
        SamplePartition partition = random.Next(3) == 0 ? SamplePartition.OfLongFrames(random.Next(1, 9)) : new SamplePartition();
        return partition
            .Region((0, random.Next(1, 60_000)), (1, random.Next(1, 200)), (2, random.Next(1, 20_000)))
            .With(random.Next(4) == 0 ? Durability.PageCache : Durability.Memory);
    }

    private static async Task ReadInPiecesAsync(DeviceWorker worker, SamplePartition partition, Random random)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, 0));
        while (!reader.Ended.ContainsKey(1))
        {
            // Enough for any frame, so that each grant moves it on.
            await reader.GrantAsync(1, random.Next(64, 128) * 1024);
            await reader.TakeAsync();
        }

        Assert.True(partition.Bytes.AsSpan().SequenceEqual(reader.BytesOf(1)));
    }

    private static async Task ReleaseAsync(DeviceWorker worker, SamplePartition partition)
    {
        worker.Store.Release(partition.Attempt);
        await worker.Observer.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
    }
}
