using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>Races with a disk that a test holds still: what the client hears is what happened.</summary>
public sealed class SlowDiskTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private readonly SamplePartition _partition = SamplePartition.Mixed();

    public SlowDiskTests() => _device = new FaultyStorageDevice(_directory.Path);

    public void Dispose()
    {
        _goOn.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("data")]
    [InlineData("finish")]
    public async Task WhatComesAfterTheCommitHasBegun_IsTooLate_AndTheCommitIsTheAnswer(string what)
    {
        HoldAt(StorageOperation.Rename);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, _partition.Open).Data(1, _partition.Bytes).Say(1, new FinishWriteMessage(_partition.Receipt)));
        await _reached.Task.OrFail();
        Script late = new();
        await client.SendAsync(what switch
        {
            "abort" => late.Say(1, default(AbortWriteMessage)),
            "data" => late.Data(1, _partition.Frames[0].Bytes),
            _ => late.Say(1, new FinishWriteMessage(_partition.Receipt)),
        });
        await client.SettleAsync();
        _goOn.Set();
        Assert.Equal(_partition.Receipt, (await client.ExpectAsync<WriteCommittedMessage>(1)).Receipt);
        Assert.Single(worker.Store.Inventory());
    }

    [Fact]
    public async Task CommitThatTheClientDidNotWaitFor_IsHeardByTheControlPlane()
    {
        HoldAt(StorageOperation.Rename);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        using (RawClient client = await worker.GreetAsync(ConnectionDirection.Write))
        {
            await client.SendAsync(new Script().Say(1, _partition.Open).Data(1, _partition.Bytes).Say(1, new FinishWriteMessage(_partition.Receipt)));
            await _reached.Task.OrFail();
        }

        _goOn.Set();
        await worker.Observer.HeardAsync(PartitionChangeKind.Committed, _partition.Attempt);
        await worker.AssertNoMemoryInUseAsync();
    }

    [Fact]
    public async Task AbortBeforeTheCommitHasBegun_KeepsNothing()
    {
        HoldAt(StorageOperation.Write);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, _partition.Open).Data(1, _partition.Bytes).Say(1, new FinishWriteMessage(_partition.Receipt)));
        await _reached.Task.OrFail();
        await client.SayAsync(1, default(AbortWriteMessage));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        _goOn.Set();
        await worker.Observer.HeardAsync(PartitionChangeKind.Failed, _partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task Writer_NeverHoldsMoreThanItsWindow_HoweverSlowTheDisk()
    {
        const long Window = 4 * 64 * 1024;
        HoldAt(StorageOperation.Write);
        SamplePartition partition = SamplePartition.OfLongFrames(20);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, options => options.MaxWindowBytes = Window);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, partition);
        await writer.OpenAsync();
        await client.SayAsync(1, new BacklogMessage(partition.Bytes.Length));
        long granted = client.Reply.InitialWriteCredit + (await client.ExpectAsync<AddCreditMessage>(1)).Bytes;
        Assert.Equal(Window, granted);
        await client.SendAsync(new Script().Data(1, partition.Frames[0].Bytes).Data(1, partition.Frames[1].Bytes).Data(1, partition.Frames[2].Bytes));
        await client.SendAsync(new Script().Data(1, partition.Frames[3].Bytes).Say(1, new BacklogMessage(partition.Bytes.Length)).Say(0, new PingMessage(1)));
        await client.ExpectAsync<PongMessage>(0);
        _goOn.Set();
        await client.SayAsync(1, default(AbortWriteMessage));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        await worker.Observer.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
    }

    [Fact]
    public async Task ReleaseBetweenFindAndOpen_IsNotFound_NotALoss()
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        using RawClient writing = await worker.GreetAsync(ConnectionDirection.Write);
        await new RawWriter(writing, 1, _partition).WriteAllAsync();
        HoldAt(StorageOperation.Open);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await _reached.Task.OrFail();
        worker.Store.Release(_partition.Attempt);
        await worker.Observer.HeardAsync(PartitionChangeKind.Released, _partition.Attempt);
        _goOn.Set();
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, reader.Failed[1].Code);
        Assert.DoesNotContain((PartitionChangeKind.Lost, _partition.Attempt), worker.Observer.Heard);
    }

    private void HoldAt(StorageOperation operation) => _device.Before = entered =>
    {
        if (entered == operation)
        {
            _reached.TrySetResult();

            // A test that fails before it lets go must not hold the worker's stop for ever.
            _goOn.Wait(Patience.Limit);
        }
    };
}
