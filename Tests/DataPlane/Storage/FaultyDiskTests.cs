using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage;

/// <summary>
/// Every disk operation fails once at each of its calls: a typed error on the channel that needed it, its neighbours unharmed, nothing half done.
/// </summary>
public sealed class FaultyDiskTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;

    public FaultyDiskTests() => _device = new FaultyStorageDevice(_directory.Path);

    public static TheoryData<StorageOperation, string, ShuffleErrorCode> WriteFaults => new()
    {
        { StorageOperation.Write, "full", ShuffleErrorCode.DiskFull },
        { StorageOperation.Write, "broken", ShuffleErrorCode.DiskFailed },
        { StorageOperation.Create, "full", ShuffleErrorCode.DiskFull },
        { StorageOperation.Create, "too many", ShuffleErrorCode.TooManyOpenFiles },
        { StorageOperation.Create, "forbidden", ShuffleErrorCode.DiskFailed },
        { StorageOperation.Rename, "broken", ShuffleErrorCode.DiskFailed },
        { StorageOperation.Rename, "forbidden", ShuffleErrorCode.DiskFailed },
    };

    public static TheoryData<string> Faults => new("broken", "forbidden");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(WriteFaults))]
    public async Task WriteThatFails_AtAnyCall_KeepsNothing_AndSaysWhy(StorageOperation operation, string fault, ShuffleErrorCode code)
    {
        bool failed = true;
        for (int call = 1; failed; call++)
        {
            _device.Failing = operation;
            _device.FailFrom = _device.CallsOf(operation) + call;
            _device.Fault = FaultOf(fault);
            await using DeviceWorker worker = await DeviceWorker.StartAsync(_device, options => options.FlushBytes = 4096);
            failed = await TryWriteAsync(worker, SamplePartition.OfLongFrames(6), code);
            Assert.True(call > 1 || failed, "The fault was never met.");
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task DeleteThatFails_StillReleases(string fault)
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        await WriteAsync(worker, partition);
        _device.Failing = StorageOperation.Delete;
        _device.FailFrom = 1;
        _device.Fault = FaultOf(fault);
        worker.Store.Release(partition.Attempt);
        await worker.Observer.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task DeleteThatFails_StillAborts(string fault)
    {
        SamplePartition partition = SamplePartition.Mixed();
        _device.Failing = StorageOperation.Delete;
        _device.FailFrom = 1;
        _device.Fault = FaultOf(fault);
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Bytes).Say(1, default(AbortWriteMessage)));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        await worker.Observer.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
    }

    [Theory]
    [InlineData("broken", ShuffleErrorCode.DiskFailed)]
    [InlineData("forbidden", ShuffleErrorCode.DiskFailed)]
    [InlineData("too many", ShuffleErrorCode.TooManyOpenFiles)]
    public async Task OpenThatFails_SaysWhy_AndThePartitionIsNotLost(string fault, ShuffleErrorCode code)
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        await WriteAsync(worker, partition);
        _device.Failing = StorageOperation.Open;
        _device.FailFrom = 1;
        _device.Fault = FaultOf(fault);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(code, reader.Failed[1].Code);
        Assert.Equal(fault != "broken", worker.Store.Directories.TakesPartitions);
        _device.FailFrom = 0;
        await reader.OpenAsync(new OpenReadEntry(2, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(2));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ReadThatFails_AtAnyCall_EndsItsChannelOnly(string fault)
    {
        // Short stretches, read through memory: both ends in one go, index, then each stretch is a read of its own.
        SamplePartition partition = new SamplePartition().Region((0, 100), (3, 100)).Region((0, 100), (3, 100)).Region((1, 5));
        await using DeviceWorker worker = await DeviceWorker.StartAsync(_device);
        await WriteAsync(worker, partition);
        bool failed = true;
        _device.Failing = StorageOperation.Read;
        _device.Fault = FaultOf(fault);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        for (uint call = 1; failed; call++)
        {
            _device.FailFrom = _device.CallsOf(StorageOperation.Read) + (int)call;
            await reader.OpenAsync(new OpenReadEntry(call, partition.Attempt, partition.All, 0, RawReader.Plenty));
            await reader.ReadToEndsAsync();
            failed = reader.Failed.ContainsKey(call);
            Assert.Equal(call <= 5, failed);
            Assert.Equal(failed ? ShuffleErrorCode.DiskFailed : ShuffleErrorCode.None, reader.Failed.GetValueOrDefault(call).Code);
        }

        await client.SettleAsync();
        Assert.Equal(0, worker.Server.OpenReadChannels);
    }

    private static Func<Exception> FaultOf(string fault) => fault switch
    {
        "full" => () => new IOException("No space left on device", 28),
        "too many" => () => new IOException("Too many open files", 24),
        "forbidden" => () => new UnauthorizedAccessException("Permission denied"),
        _ => () => new IOException("Input/output error", 5),
    };

    // Says whether the fault was met. A neighbour on the same connection, opened before, stays open all the while.
    private async Task<bool> TryWriteAsync(DeviceWorker worker, SamplePartition partition, ShuffleErrorCode code)
    {
        SamplePartition neighbour = SamplePartition.Mixed();
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, neighbour.Open).Data(1, neighbour.Frames[0].Bytes).Say(2, partition.Open));
        await client.SettleAsync();
        RawMessage answer = await WriteToTheAnswerAsync(client, partition);
        bool failed = answer.Type == MessageType.ChannelError;
        if (failed)
        {
            Assert.Equal(code, answer.As<ChannelErrorMessage>().Error.Code);
            await worker.Observer.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
            Assert.Empty(worker.Store.Inventory());
        }

        _device.FailFrom = 0;
        await client.SendAsync(
            new Script().Data(1, neighbour.Bytes.AsSpan(neighbour.Frames[0].Bytes.Length)).Say(1, new FinishWriteMessage(neighbour.Receipt)));
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        Assert.Equal(failed ? 1 : 2, worker.Store.Inventory().Count);
        Assert.DoesNotContain(_directory.PartitionFiles, file => file.EndsWith(".partial", StringComparison.Ordinal));
        client.Dispose();
        await worker.AssertIdleAsync();
        return failed;
    }

    private static async Task<RawMessage> WriteToTheAnswerAsync(RawClient client, SamplePartition partition)
    {
        long credit = client.Reply.InitialWriteCredit;
        foreach (SampleFrame frame in partition.Frames)
        {
            while (credit < frame.Bytes.Length)
            {
                RawMessage message = await client.ReceiveAsync();
                if (message.Type != MessageType.AddCredit)
                {
                    return message;
                }

                credit += message.As<AddCreditMessage>().Bytes;
            }

            credit -= frame.Bytes.Length;
            await client.SendAsync(new Script().Data(2, frame.Bytes));
        }

        await client.SayAsync(2, new FinishWriteMessage(partition.Receipt));
        RawMessage answer;
        do
        {
            answer = await client.ReceiveAsync();
        }
        while (answer.Type == MessageType.AddCredit);
        return answer;
    }

    private static async Task WriteAsync(DeviceWorker worker, SamplePartition partition)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await new RawWriter(client, 1, partition).WriteAllAsync();
    }
}
