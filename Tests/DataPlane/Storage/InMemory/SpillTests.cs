using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.InMemory;

/// <summary>Kept partitions make room when others need memory, and nobody who reads or writes them notices.</summary>
public sealed class SpillTests : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public SpillTests() => _device = new FaultyStorageDevice(_directory.Path);

    public void Dispose()
    {
        _goOn.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task WriterThatWaitsForMemory_GetsWhatKeptPartitionsHold()
    {
        const int Window = 64 * BufferBytes;
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, options => options.MaxWindowBytes = Window, keptBuffers: 96);
        SamplePartition[] kept = await KeepAsync(worker, count: 8, frames: 10);
        Assert.Empty(_directory.PartitionFiles);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, SamplePartition.Mixed());
        await writer.OpenAsync();
        await client.SayAsync(1, new BacklogMessage(2 * Window));
        while (writer.Credit < Window)
        {
            await writer.TakeGrantAsync();
        }

        // 96 buffers float and 80 were kept: 62 for the window are there only if five of the eight have gone to disk.
        Assert.InRange(_directory.PartitionFiles.Count, 5, 8);
        await AssertAllReadAsync(worker, kept);
    }

    [Fact]
    public async Task ReadersInMidStream_FinishFromMemory_AndLaterOnesReadTheFile()
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 64);
        SamplePartition[] kept = await KeepAsync(worker, count: 3, frames: 8);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        OpenReadEntry[] entries = [.. kept.Select((partition, i) => new OpenReadEntry((uint)i + 1, partition.Attempt, partition.All, 0, 3 * BufferBytes))];
        await reader.OpenAsync(entries);
        while (reader.Opened.Count < kept.Length || entries.Any(entry => reader.BytesOf(entry.Channel).Length < 2 * BufferBytes))
        {
            await reader.TakeAsync();
        }

        await SpillAllAsync(worker);
        Assert.Equal(kept.Length, _directory.PartitionFiles.Count);
        Assert.Equal(0, _device.CallsOf(StorageOperation.Open));
        await AssertAllReadAsync(worker, kept);
        Assert.Equal(kept.Length, _device.CallsOf(StorageOperation.Open));
        foreach (OpenReadEntry entry in entries)
        {
            await reader.GrantAsync(entry.Channel, 16 * BufferBytes);
        }

        await reader.ReadToEndsAsync();
        Assert.All(kept.Zip(entries), pair => Assert.Equal(pair.First.Bytes, reader.BytesOf(pair.Second.Channel)));
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task PartitionThatIsBeingWritten_GoesOnInAFile()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(6).Region((0, 7), (1, 30_000)).With(Durability.Memory);
        int half = partition.Frames.Take(2).Sum(frame => frame.Bytes.Length);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, options => options.FlushBytes = BufferBytes, keptBuffers: 64);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Say(1, new BacklogMessage(partition.Bytes.Length)).Data(1, partition.Bytes.AsSpan(0, half)));
        await client.SettleAsync();
        worker.Spiller!.BeginDrain();
        await client.SendAsync(new Script().Data(1, partition.Bytes.AsSpan(half)).Say(1, new FinishWriteMessage(partition.Receipt)));
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        Assert.Single(_directory.PartitionFiles, file => file.EndsWith(".shuffle", StringComparison.Ordinal));
        await AssertAllReadAsync(worker, partition);
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task ReleaseDuringASpill_FollowsIt_AndLeavesNothing()
    {
        HoldAt(StorageOperation.Rename);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 64);
        SamplePartition partition = (await KeepAsync(worker, count: 1, frames: 3))[0];
        worker.Spiller!.BeginDrain();
        await _reached.Task.OrFail();
        worker.Store.Release(partition.Attempt);
        worker.Store.Release(partition.Attempt);
        await AssertAllReadAsync(worker, partition);
        Assert.DoesNotContain((PartitionChangeKind.Released, partition.Attempt), worker.Observer.Heard);
        _goOn.Set();
        await worker.Observer.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
        Assert.Empty(worker.Store.Inventory());
    }

    [Fact]
    public async Task ReleaseDuringASpillThatFails_IsCarriedOutToo()
    {
        HoldAt(StorageOperation.Rename);
        _device.Failing = StorageOperation.Rename;
        _device.FailFrom = 1;
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 64);
        SamplePartition partition = (await KeepAsync(worker, count: 1, frames: 3))[0];
        worker.Spiller!.BeginDrain();
        await _reached.Task.OrFail();
        worker.Store.Release(partition.Attempt);
        _goOn.Set();
        await worker.Observer.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task DiskThatIsFull_LeavesWhatIsKeptInMemory_AndSaysSoToNewWriters()
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 16);
        Fail(() => new IOException("No space left on device", 28));
        List<SamplePartition> kept = [];
        SamplePartition? refused = null;
        while (refused is null)
        {
            SamplePartition partition = SamplePartition.OfLongFrames(3).With(Durability.Memory);
            if (await TryWriteAsync(worker, partition) == ShuffleErrorCode.None)
            {
                kept.Add(partition);
            }
            else
            {
                refused = partition;
            }
        }

        Assert.Equal(5, kept.Count);
        Assert.Equal(ShuffleErrorCode.DiskFull, await TryWriteAsync(worker, refused));
        await AssertAllReadAsync(worker, [.. kept]);
        Assert.True(worker.Store.Directories.TakesPartitions);

        // What is released makes room in memory, and a disk with room takes the rest.
        worker.Store.Release(kept[0].Attempt);
        SamplePartition another = SamplePartition.OfLongFrames(3).With(Durability.Memory);
        Assert.Equal(ShuffleErrorCode.None, await TryWriteAsync(worker, another));
        _device.FailFrom = 0;
        await SpillAllAsync(worker);
        await AssertAllReadAsync(worker, [.. kept[1..], another]);
        await worker.AssertIdleAsync();
        Assert.Equal(5, _directory.PartitionFiles.Count);
    }

    [Fact]
    public async Task DiskThatFails_LosesNothingThatIsKept()
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 64);
        SamplePartition[] kept = await KeepAsync(worker, count: 4, frames: 3);
        Fail(() => new IOException("Input/output error", 5));
        await SpillAllAsync(worker);
        Assert.False(worker.Store.Directories.TakesPartitions);
        await AssertAllReadAsync(worker, kept);
        Assert.DoesNotContain(worker.Observer.Heard, heard => heard.Kind == PartitionChangeKind.Lost);
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task TooManyOpenFiles_LoseNothingThatIsKept_AndSayNothingAboutTheDisk()
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 16);
        Fail(() => new IOException("Too many open files", 24));
        List<SamplePartition> kept = [];
        SamplePartition next = SamplePartition.OfLongFrames(3).With(Durability.Memory);
        ShuffleErrorCode code;
        while ((code = await TryWriteAsync(worker, next)) == ShuffleErrorCode.None)
        {
            kept.Add(next);
            next = SamplePartition.OfLongFrames(3).With(Durability.Memory);
        }

        Assert.Equal(ShuffleErrorCode.TooManyOpenFiles, code);
        Assert.True(worker.Store.Directories.TakesPartitions);
        await AssertAllReadAsync(worker, [.. kept]);
        _device.FailFrom = 0;
        await SpillAllAsync(worker);
        Assert.Equal(kept.Count, _directory.PartitionFiles.Count);
    }

    [Fact]
    public async Task CommitInMemory_WaitsForNoDisk()
    {
        using CountdownEvent standing = new(2);
        _device.Before = operation =>
        {
            if (operation == StorageOperation.Create && !_goOn.IsSet)
            {
                standing.Signal();
                _goOn.Wait(Patience.Limit);
            }
        };
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 64);
        Task[] filed = [.. Enumerable.Range(0, 2).Select(_ => worker.WriteAsync(SamplePartition.Mixed()))];
        await Task.Run(() => standing.Wait(Patience.Limit));
        SamplePartition kept = SamplePartition.Mixed().With(Durability.Memory);
        await worker.WriteAsync(kept);
        await AssertAllReadAsync(worker, kept);
        Assert.DoesNotContain(filed, write => write.IsCompleted);
        _goOn.Set();
        await Task.WhenAll(filed).OrFail();
    }

    [Fact]
    public async Task EndOfTheProcess_LosesWhatWasKept_AndTheNextInventoryLacksIt()
    {
        SamplePartition kept = SamplePartition.OfLongFrames(3).With(Durability.Memory);
        SamplePartition filed = SamplePartition.Mixed();
        await using (DeviceWorker worker = await DeviceWorker.StartAsync(_device, keptBuffers: 64))
        {
            await worker.WriteAsync(kept);
            await worker.WriteAsync(filed);
        }

        await using DeviceWorker restarted = await DeviceWorker.RestartAsync(_device);
        Assert.Equal(filed.Attempt, Assert.Single(restarted.Store.Inventory()).Attempt);
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, (await restarted.ReadAsync(kept)).Code);
    }

    private static async Task<SamplePartition[]> KeepAsync(DeviceWorker worker, int count, int frames)
    {
        SamplePartition[] partitions = [.. Enumerable.Range(0, count).Select(_ => SamplePartition.OfLongFrames(frames).With(Durability.Memory))];
        foreach (SamplePartition partition in partitions)
        {
            await worker.WriteAsync(partition);
        }

        return partitions;
    }

    private static async Task SpillAllAsync(DeviceWorker worker)
    {
        worker.Spiller!.BeginDrain();
        await worker.Spiller.DrainAsync(Patience.Limit);
    }

    private static async Task AssertAllReadAsync(DeviceWorker worker, params SamplePartition[] partitions)
    {
        foreach (SamplePartition partition in partitions)
        {
            (byte[] bytes, ShuffleErrorCode code) = await worker.ReadAsync(partition);
            Assert.Equal(ShuffleErrorCode.None, code);
            Assert.True(partition.Bytes.AsSpan().SequenceEqual(bytes), $"{partition.Attempt} was read wrong.");
        }
    }

    private static async Task<ShuffleErrorCode> TryWriteAsync(DeviceWorker worker, SamplePartition partition)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Say(1, new BacklogMessage(partition.Bytes.Length)));
        for (long credit = client.Reply.InitialWriteCredit; credit < partition.Bytes.Length;)
        {
            credit += (await client.ExpectAsync<AddCreditMessage>(1)).Bytes;
        }

        await client.SendAsync(new Script().Data(1, partition.Bytes).Say(1, new FinishWriteMessage(partition.Receipt)));
        RawMessage answer = await client.ReceiveAsync();
        while (answer.Type == MessageType.AddCredit)
        {
            answer = await client.ReceiveAsync();
        }

        if (answer.Type == MessageType.WriteCommitted)
        {
            return ShuffleErrorCode.None;
        }

        await worker.Observer.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        return answer.As<ChannelErrorMessage>().Error.Code;
    }

    private void Fail(Func<Exception> fault)
    {
        _device.Fault = fault;
        _device.Failing = StorageOperation.Write;
        _device.FailFrom = 1;
    }

    private void HoldAt(StorageOperation operation) => _device.Before = entered =>
    {
        if (entered == operation)
        {
            _reached.TrySetResult();
            _goOn.Wait(Patience.Limit);
        }
    };
}
