using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Tests.Samples.Shuffle;

public class ShuffleServicesTests
{
    [Theory]
    [InlineData(Durability.Memory)]
    [InlineData(Durability.PageCache)]
    [InlineData(Durability.Fsync)]
    public async Task Durability_ReachesWhatExecutorsHoldThemselves(Durability durability)
    {
        ShuffleServiceOptions options = new(ServiceUri: null, "none", "/data") { Durability = durability };
        Engine engine = new();
        await using IShuffleMaster master = ShuffleServices.CreateDefault().Create(ShuffleServices.Local, options).CreateShuffleMaster(engine);
        await master.RegisterJobAsync(engine);
        ShuffleDescriptor output = await master.RegisterPartitionWithProducerAsync(
            engine.Job, new PartitionDescriptor(DataSetId.FromGuid(Guid.NewGuid()), 0, 1), new ProducerDescriptor(0, "127.0.0.1", "executor", 7000));
        Assert.Equal(new StorageChoice(durability, null), Assert.IsAssignableFrom<StoredShuffleDescriptor>(output).Allocation.Storage);
    }

    private sealed class Engine : IShuffleMasterContext, IJobShuffleContext
    {
        public JobId Job { get; } = JobId.FromGuid(Guid.NewGuid());

        public string JobName => "test";

        public void OnFatalError(Exception error) => throw new InvalidOperationException("Nothing runs here that could fail.", error);

        public Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken)
            => Task.CompletedTask;
    }
}
