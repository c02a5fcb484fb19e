using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Local;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Local;

public sealed class LocalShuffleMasterTests
{
    private static readonly ProducerDescriptor Producer = new(2, "10.0.0.7", "executor-7", 4711);

    private readonly ManualTimeProvider _time = new();
    private readonly LocalShuffleOptions _options = new() { Storage = new StorageChoice(Durability.Memory, DiskKind.Ssd) };

    [Fact]
    public async Task Output_IsPlacedWhereItsProducerRuns()
    {
        await using LocalShuffleMaster master = await RegisteredAsync();

        LocalShuffleDescriptor descriptor = await RegisterAsync(master, Producer);

        Assert.Equal((Names.Result(3, 2), "executor-7"), (descriptor.ResultPartition, descriptor.StoresLocalResourcesOn));
        Assert.Equal(new WorkerLocation(WorkerId.None, WorkerIncarnationId.None, "10.0.0.7", 4711), Assert.Single(descriptor.Allocation.Locations));
        Assert.Equal((Names.Attempt(3, attempt: 2).Partition, 2), (descriptor.Allocation.Attempt.Partition, descriptor.Allocation.Attempt.Attempt));
        Assert.Equal((4, _options.Storage), (descriptor.Allocation.SubpartitionCount, descriptor.Allocation.Storage));
    }

    [Fact]
    public async Task Epochs_GrowWithEachRegistration_AndOverARestart()
    {
        await using LocalShuffleMaster master = await RegisteredAsync();
        long[] epochs = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await RegisterAsync(master, Producer)).Allocation.Attempt.Epoch));
        Assert.Equal(50, epochs.Distinct().Count());

        // The clock moves on while a JobMaster is replaced.
        _time.Advance(TimeSpan.FromSeconds(1));
        await using LocalShuffleMaster restarted = await RegisteredAsync();
        Assert.True((await RegisterAsync(restarted, Producer)).Allocation.Attempt.Epoch > epochs.Max());
    }

    [Fact]
    public async Task ReducePartitions_AreRefused()
    {
        await using LocalShuffleMaster master = await RegisteredAsync();

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => master.RegisterPartitionWithProducerAsync(
            Names.Job, Names.Partition(3) with { Kind = DataPartitionKind.Reduce }, Producer));

        Assert.Equal(ShuffleErrorCode.UnsupportedPartitionKind, error.Code);
        Assert.Contains("map partitions only", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, ProducerDescriptor> UnplacedProducers => new()
    {
        { "no executor", Producer with { ExecutorId = null } },
        { "no host", Producer with { Host = null } },
        { "no port", Producer with { DataPort = 0 } },
        { "a port that is none", Producer with { DataPort = 65536 } },
        { "a negative attempt", Producer with { Attempt = -1 } },
    };

    [Theory]
    [MemberData(nameof(UnplacedProducers))]
    public async Task ProducerOfUnknownPlace_IsRefused(string what, ProducerDescriptor producer)
    {
        await using LocalShuffleMaster master = await RegisteredAsync();
        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => RegisterAsync(master, producer));
        Assert.True(error.Code == ShuffleErrorCode.InvalidRequest, what);
    }

    [Fact]
    public async Task JobThatIsNotRegistered_OrWasEnded_IsRefused()
    {
        await using LocalShuffleMaster master = new(_options, _time);
        Assert.Equal(ShuffleErrorCode.JobNotFound, (await Assert.ThrowsAsync<ShuffleException>(() => RegisterAsync(master, Producer))).Code);

        await master.RegisterJobAsync(new RecordingEngine());
        Assert.Equal(
            ShuffleErrorCode.InvalidRequest, (await Assert.ThrowsAsync<ShuffleException>(() => master.RegisterJobAsync(new RecordingEngine()))).Code);
        await master.UnregisterJobAsync(Names.Job);
        await master.UnregisterJobAsync(Names.Job);

        Assert.Equal(ShuffleErrorCode.JobNotFound, (await Assert.ThrowsAsync<ShuffleException>(() => RegisterAsync(master, Producer))).Code);
    }

    [Fact]
    public async Task ReleaseExternally_LeavesItToTheExecutor_AndRefusesOtherServices()
    {
        await using LocalShuffleMaster master = await RegisteredAsync();
        LocalShuffleDescriptor local = await RegisterAsync(master, Producer);

        await master.ReleasePartitionExternallyAsync(local);
        await master.ReleasePartitionExternallyAsync(new UnknownShuffleDescriptor(local.ResultPartition));

        await Assert.ThrowsAsync<ArgumentException>(
            () => master.ReleasePartitionExternallyAsync(new RemoteShuffleDescriptor(local.ResultPartition, local.Allocation)));
    }

    [Fact]
    public void MemoryOfATask_IsWhatItsWritersAndGatesTake()
    {
        _options.Writers.MemoryPerPartitionBytes = 1_000_000;
        _options.Gates.MemoryPerGateBytes = 30_000_000;
        Assert.Equal(61_000_000, new LocalShuffleMaster(_options, _time).ComputeShuffleMemorySizeForTask(new TaskInputsOutputsDescriptor(2, 1)));
    }

    private static async Task<LocalShuffleDescriptor> RegisterAsync(LocalShuffleMaster master, ProducerDescriptor producer) =>
        Assert.IsType<LocalShuffleDescriptor>(await master.RegisterPartitionWithProducerAsync(Names.Job, Names.Partition(3), producer));

    private async Task<LocalShuffleMaster> RegisteredAsync()
    {
        LocalShuffleMaster master = new(_options, _time);
        await master.RegisterJobAsync(new RecordingEngine());
        return master;
    }
}
