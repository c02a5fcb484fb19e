using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>
/// A bit flips on the disk between map and reduce: the consumer finds it, the service takes the output out and says so, the producer runs again, the job ends
/// right, and nothing is left of it, not even what was set aside.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class StoredDamageTests : IDisposable
{
    private const int FileHeaderBytes = 128;
    private readonly TestDirectory _directory = new();
    private readonly DataFiles _files;

    public StoredDamageTests() => _files = new DataFiles(_directory);

    public void Dispose() => _directory.Dispose();

    // In the payload of the first frame, which in a file of frames comes behind a producer's tag.
    [Theory]
    [InlineData(DataPartitionKind.Map, "map-1-*.shuffle", FileHeaderBytes + FrameHeader.Length, 1)]
    [InlineData(DataPartitionKind.Reduce, "reduce-1-*.frames", FileHeaderBytes + ProducerTag.FrameLength + FrameHeader.Length, 0)]
    public async Task FlippedBit_CostsOneProducerAnotherRun_AndLeavesNothing(DataPartitionKind kind, string file, int offset, int producer)
    {
        await using LiveService service = await LiveService.StartAsync(_directory, "--Shuffle:ControlPlane:WorkerHeartbeatInterval", "00:00:00.2");
        await using TestEngine engine = await TestEngine.StartAsync(service, kind);
        for (int i = 0; i < 3; i++)
        {
            await engine.ProduceAsync(i);
        }

        DataFiles.Flip(Assert.Single(_files.Named(file)), offset);
        PartitionNotFoundException error = await Assert.ThrowsAsync<PartitionNotFoundException>(engine.ConsumeAsync);
        Assert.Equal(producer, error.Partition.PartitionIndex);
        Assert.Equal(error.Partition, await engine.NextLossAsync());
        Assert.Single(_files.Named("*.corrupt"));

        await engine.ProduceAsync(producer, attempt: 1);
        await engine.ConsumeAsync();
        await engine.EndJobAsync();
        await _files.AllGoneAsync();
        await service.MustBeHealthyAsync();
    }

    [Fact]
    public async Task JobThatEndsWithoutItsLostOutput_LeavesNothing()
    {
        await using LiveService service = await LiveService.StartAsync(_directory, "--Shuffle:ControlPlane:WorkerHeartbeatInterval", "00:00:00.2");
        await using TestEngine engine = await TestEngine.StartAsync(service, DataPartitionKind.Map);
        await engine.ProduceAsync(0);
        DataFiles.Flip(Assert.Single(_files.Named("map-0-*.shuffle")), FileHeaderBytes + FrameHeader.Length);
        await Assert.ThrowsAsync<PartitionNotFoundException>(engine.ConsumeAsync);
        await engine.NextLossAsync();
        Assert.Single(_files.Named("*.corrupt"));
        await engine.EndJobAsync();
        await _files.AllGoneAsync();
    }
}
