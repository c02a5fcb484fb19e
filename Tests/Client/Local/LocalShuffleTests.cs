using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Local;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Local;

/// <summary>Two executors in one process, over loopback, as an engine uses them.</summary>
public sealed class LocalShuffleTests : IAsyncLifetime
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("shuffle-local-test-");
    private LocalShuffleMaster _master = null!;
    private LocalExecutor _first = null!;
    private LocalExecutor _second = null!;

    public async Task InitializeAsync()
    {
        _master = await LocalExecutor.MasterAsync();
        _first = await LocalExecutor.StartAsync("first", _data.FullName);
        _second = await LocalExecutor.StartAsync("second", _data.FullName);
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _master.DisposeAsync();
        Assert.Empty(_data.EnumerateFileSystemInfos());
        _data.Delete();
    }

    [Fact]
    public async Task Outputs_AreReadFromTheExecutorsThatHoldThem()
    {
        LocalShuffleDescriptor[] shuffles =
            [await _first.RegisterAsync(_master, 0, 5), await _second.RegisterAsync(_master, 1, 5), await _first.RegisterAsync(_master, 2, 5)];
        OutputModel[] models = await Task.WhenAll(
            _first.WriteAsync(shuffles[0], new Random(1), 2000),
            _second.WriteAsync(shuffles[1], new Random(2), 2000),
            _first.WriteAsync(shuffles[2], new Random(3), 0));

        await _first.MustReadAsync(All, shuffles, models);
        await _second.MustReadAsync(All, shuffles, models);
        await _second.MustReadAsync(SubpartitionRange.Single(3), shuffles, models);
        Assert.Equal(2, _first.PartitionFiles.Count());
        Assert.Single(_second.PartitionFiles);
    }

    [Fact]
    public async Task UnknownProducer_IsReadOnceItsDescriptorComes()
    {
        await using IInputGate gate = await _second.ReadyGateAsync(All, new UnknownShuffleDescriptor(Names.Result(0)));
        GateReader reader = new(gate, All);
        Task reading = reader.ReadToEndAsync();
        LocalShuffleDescriptor shuffle = await _first.RegisterAsync(_master, 0, 5);
        OutputModel model = await _first.WriteAsync(shuffle, new Random(4), 500);

        Assert.True(_second.Environment.UpdatePartitionInfo(shuffle));

        await reading.WaitAsync(Patience.Limit);
        reader.MustEqual([model]);
    }

    [Fact]
    public async Task OccupyingPartitions_AreThoseWrittenAndNotYetReleased()
    {
        LocalShuffleDescriptor shuffle = await _first.RegisterAsync(_master, 0, 5);
        Assert.Empty(_first.Occupying);
        await using (IResultPartitionWriter writer = await _first.ReadyWriterAsync(shuffle))
        {
            await _first.HearAsync(PartitionChangeKind.Writing, shuffle);
            Assert.Equal([shuffle.ResultPartition], _first.Occupying);
            await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        }

        Assert.Equal([shuffle.ResultPartition], _first.Occupying);
        Assert.Empty(_second.Occupying);

        _first.Environment.ReleasePartitionsLocally([shuffle.ResultPartition, Names.Result(7)]);

        await _first.HearAsync(PartitionChangeKind.Released, shuffle);
        Assert.Empty(_first.Occupying);
        Assert.Empty(_first.PartitionFiles);
    }

    [Fact]
    public async Task WriterThatGivesUp_OccupiesNothing()
    {
        LocalShuffleDescriptor shuffle = await _first.RegisterAsync(_master, 0, 5);
        await using (IResultPartitionWriter writer = await _first.ReadyWriterAsync(shuffle))
        {
            await writer.EmitRecordAsync(new byte[100], 1);
            await writer.FlushAllAsync();
        }

        await _first.HearAsync(PartitionChangeKind.Failed, shuffle);
        Assert.Empty(_first.Occupying);
        Assert.Empty(_first.PartitionFiles);
    }

    [Fact]
    public async Task ReleaseOfOneAttempt_LeavesTheOthers()
    {
        LocalShuffleDescriptor old = await _first.RegisterAsync(_master, 0, 5);
        await _first.WriteAsync(old, new Random(1), 100);
        LocalShuffleDescriptor current = await _first.RegisterAsync(_master, 0, 5, attempt: 1);
        OutputModel model = await _first.WriteAsync(current, new Random(2), 100);

        _first.Environment.ReleasePartitionsLocally([old.ResultPartition]);

        await _first.HearAsync(PartitionChangeKind.Released, old);
        Assert.Equal([current.ResultPartition], _first.Occupying);
        await _second.MustReadAsync(All, [current], [model]);
        PartitionNotFoundException gone = await Assert.ThrowsAsync<PartitionNotFoundException>(() => _second.MustReadAsync(All, [old], [model]));
        Assert.Equal(old.ResultPartition, gone.Partition);
    }

    [Fact]
    public async Task ReleaseWhileItIsWritten_EndsTheWriter_AndLeavesNothing()
    {
        LocalShuffleDescriptor shuffle = await _first.RegisterAsync(_master, 0, 5);
        await using IResultPartitionWriter writer = await _first.ReadyWriterAsync(shuffle);
        await _first.HearAsync(PartitionChangeKind.Writing, shuffle);

        _first.Environment.ReleasePartitionsLocally([shuffle.ResultPartition]);

        ShuffleException refused = await Assert.ThrowsAnyAsync<ShuffleException>(() => writer.FinishAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.StaleEpoch, refused.Code);
        await _first.HearAsync(PartitionChangeKind.Released, shuffle);
        Assert.Empty(_first.Occupying);
        Assert.Empty(_first.PartitionFiles);
    }

    [Fact]
    public async Task ExecutorThatIsGone_IsToldToReadersByPartition()
    {
        LocalExecutor third = await LocalExecutor.StartAsync("third", _data.FullName);
        LocalShuffleDescriptor shuffle = await third.RegisterAsync(_master, 0, 5);
        await third.WriteAsync(shuffle, new Random(1), 100);
        await third.DisposeAsync();

        PartitionException error = await Assert.ThrowsAsync<PartitionException>(() => _first.MustReadAsync(All, [shuffle], [new OutputModel(5)]));

        Assert.Equal((shuffle.ResultPartition, ShuffleErrorCode.ConnectFailed), (error.Partition, error.Code));
    }

    [Fact]
    public async Task DescriptorOfAnotherExecutorOrService_IsRefused()
    {
        LocalShuffleDescriptor others = await _second.RegisterAsync(_master, 0, 5);
        ArgumentException wrongPlace = await Assert.ThrowsAsync<ArgumentException>(() => _first.ReadyWriterAsync(others));
        Assert.Contains("registered for executor second", wrongPlace.Message, StringComparison.Ordinal);

        RemoteShuffleDescriptor remote = new(others.ResultPartition, others.Allocation);
        await Assert.ThrowsAsync<ArgumentException>(() => _first.ReadyGateAsync(All, remote));
        Assert.Throws<ArgumentException>(() => _first.Environment.UpdatePartitionInfo(remote));
    }
}
