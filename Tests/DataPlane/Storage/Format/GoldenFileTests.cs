using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Format;

/// <summary>
/// The file of docs/file-format.md, byte for byte, both ways: a worker that writes the partition makes these bytes, and a worker that finds these bytes offers
/// the partition.
/// </summary>
public sealed class GoldenFileTests : IDisposable
{
    private static readonly PartitionAttemptId Attempt = new(
        new DataPartitionId(
            JobId.Parse("000102030405060708090a0b0c0d0e0f", null), DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null), DataPartitionKind.Map, 2),
        3,
        4);

    private static readonly PartitionReceipt Receipt = new(2, 3, 14, 0xAFA0B037984A4721);

    private readonly TempDirectory _directory = new();

    private static string Name => "000102030405060708090a0b0c0d0e0f/101112131415161718191a1b1c1d1e1f/map-2-a3-e4.shuffle";

    // The frames of the partition stand in the file themselves, between header and index.
    private static byte[] Golden { get; } = Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "small-partition.shuffle.hex"))
            .Select(line => line.Split('#')[0].Replace(" ", "", StringComparison.Ordinal).Trim())));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task WorkerThatWritesThePartition_MakesTheseBytes()
    {
        byte[] frames = Golden[128..(128 + (3 * 24) + 14)];
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
            await client.SendAsync(new Script().Say(1, new OpenWriteMessage(Attempt, 4)).Data(1, frames).Say(1, new FinishWriteMessage(Receipt)));
            await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        }

        Assert.Equal([Name], _directory.PartitionFiles);
        Assert.Equal(Golden, await File.ReadAllBytesAsync(_directory.PathOf(Name)));
    }

    [Fact]
    public void StoreThatFindsTheseBytes_OffersThePartition()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf(Name))!);
        File.WriteAllBytes(_directory.PathOf(Name), Golden);
        using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
        found.Recover();
        PartitionStore store = found.Store;
        Assert.Equal([new StoredPartition(Attempt, 4, Receipt)], store.Inventory());
        OpenPartition open = store.OpenRead(Attempt);
        Assert.Equal((2, 56), new RangeCursor(open, open.Index, new SubpartitionRange(0, 1)).Measure());
        Assert.Equal((2, 57), new RangeCursor(open, open.Index, SubpartitionRange.Single(3)).Measure());
        store.CloseRead(open);
    }
}
