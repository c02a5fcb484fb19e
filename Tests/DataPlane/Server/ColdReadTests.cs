using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>
/// Readers of bytes that are not in memory, over a disk that a test holds still: nobody but them waits, and whatever ends them meanwhile, nothing is left.
/// </summary>
public sealed class ColdReadTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ColdStorageDevice _device;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private readonly SamplePartition _cold = SamplePartition.Mixed();
    private readonly SamplePartition _hot = SamplePartition.Mixed();

    public ColdReadTests() => _device = new ColdStorageDevice(_directory.Path)
    {
        IsCold = name => !name.StartsWith($"{_hot.Attempt.Partition.Job}", StringComparison.Ordinal),
    };

    public void Dispose()
    {
        _goOn.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task ColdBytes_ComeRight_AndFromTheDisk(int longFrames)
    {
        SamplePartition partition = SamplePartition.OfLongFrames(longFrames).Region((2, 1), (3, 100)).Broadcast(7);
        await using DeviceWorker worker = await StartAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(Entry(1, partition), Entry(2, partition) with { Range = new SubpartitionRange(2, 3) });
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
        Assert.Equal(partition.BytesIn(new SubpartitionRange(2, 3)), reader.BytesOf(2));
        Assert.NotEmpty(_device.Loads);
        await _device.AllClosedAsync();
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task ReaderThatReadsOn_AsksTheDiskLessOftenEachTime()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(40);
        await using DeviceWorker worker = await StartAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(Entry(1, partition) with { InitialCredit = 64 * 1024 });
        await reader.TakeAsync();
        foreach (SampleFrame frame in partition.Frames)
        {
            await reader.TakeAsync();
            await reader.GrantAsync(1, frame.Bytes.Length);
        }

        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
        long[] lengths = [.. _device.Loads.Select(load => load.Length)];
        Assert.Equal(lengths.Order(), lengths);
        Assert.InRange(lengths.Length, 2, 10);
    }

    [Fact]
    public async Task ColdReducePartition_ComesRight()
    {
        SampleDataSet dataSet = new(5);
        SamplePartition[] contributions = [dataSet.Mixed(0), dataSet.Mixed(1)];
        await using DeviceWorker worker = await StartAsync(contributions);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        SubpartitionRange all = new(0, 4);
        RawReduceRead read = new(client, 1, dataSet.Read(all, contributions));
        await read.OpenAsync();
        await read.ReadToEndAsync();
        Assert.Equal(SampleDataSet.Expected(all, contributions), read.Sorted());
        Assert.Contains(_device.Loads, load => load.Name.EndsWith(".frames", StringComparison.Ordinal));
        await _device.AllClosedAsync();
    }

    [Fact]
    public async Task HotReaderOfTheSameConnection_DoesNotWaitForAColdOne()
    {
        HoldLoads();
        await using DeviceWorker worker = await StartAsync(_cold, _hot);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = await BeginColdReadAsync(client);
        await reader.OpenAsync(Entry(2, _hot));
        await reader.ReadToEndAsync(2);
        Assert.Equal(_hot.Bytes, reader.BytesOf(2));
        Assert.Empty(reader.BytesOf(1));
        _goOn.Set();
        await reader.ReadToEndAsync(1);
        Assert.Equal(_cold.Bytes, reader.BytesOf(1));
    }

    [Fact]
    public async Task CloseDuringALoad_LeavesNoChannelAndNoOpenFile()
    {
        HoldLoads();
        await using DeviceWorker worker = await StartAsync(_cold);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        await BeginColdReadAsync(client);
        await client.SayAsync(1, default(CloseReadMessage));
        await client.SettleAsync();

        // The channel is gone at once, the file when the disk has let it go.
        Assert.Equal((0, 1), (worker.Server.OpenReadChannels, _device.OpenFiles));
        _goOn.Set();
        await _device.AllClosedAsync();
        await client.SettleAsync();
    }

    [Fact]
    public async Task ConnectionLostDuringALoad_LeavesNoChannelAndNoOpenFile()
    {
        HoldLoads();
        await using DeviceWorker worker = await StartAsync(_cold);
        RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        await BeginColdReadAsync(client);
        client.Dispose();
        await worker.AssertIdleAsync();
        Assert.Equal(1, _device.OpenFiles);
        _goOn.Set();
        await _device.AllClosedAsync();
    }

    [Fact]
    public async Task LoadThatFails_CostsThisReaderOnly_AndChargesTheDisk()
    {
        _device.BeforeLoad = _ => throw new IOException("Input/output error", 5);
        await using DeviceWorker worker = await StartAsync(_cold, _hot);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(Entry(1, _cold), Entry(2, _hot));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.DiskFailed, Assert.Single(reader.Failed).Value.Code);
        Assert.Empty(reader.BytesOf(1));
        Assert.Equal(_hot.Bytes, reader.BytesOf(2));
        Assert.False(Assert.Single(worker.Store.Directories.All).Load.Healthy);
        await _device.AllClosedAsync();
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    private static OpenReadEntry Entry(uint channel, SamplePartition partition) => new(channel, partition.Attempt, partition.All, 0, RawReader.Plenty);

    private async Task<DeviceWorker> StartAsync(params SamplePartition[] stored)
    {
        DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        for (int i = 0; i < stored.Length; i++)
        {
            await new RawWriter(client, (uint)i + 1, stored[i]).WriteAllAsync();
        }

        await _device.AllClosedAsync();
        return worker;
    }

    // Channel 1 is open, and its first load stands at the gate.
    private async Task<RawReader> BeginColdReadAsync(RawClient client)
    {
        RawReader reader = new(client);
        await reader.OpenAsync(Entry(1, _cold));
        await reader.TakeAsync();
        await _reached.Task.OrFail();
        return reader;
    }

    private void HoldLoads() => _device.BeforeLoad = _ =>
    {
        _reached.TrySetResult();

        // A test that fails before it lets go must not hold the worker's stop for ever.
        _goOn.Wait(Patience.Limit);
    };
}
