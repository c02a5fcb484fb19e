using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>Reads a partition, of either kind, to its end, and holds the worker to it: everything, or an error and nothing wrong before it.</summary>
internal static class ReadEndings
{
    /// <summary>None if all of it came.</summary>
    public static Task<ShuffleErrorCode> ReadAsync(DeviceWorker worker, SamplePartition partition) =>
        partition.Attempt.Partition.Kind == DataPartitionKind.Map ? ReadMapAsync(worker, partition) : ReadContributionAsync(worker, partition);

    private static async Task<ShuffleErrorCode> ReadMapAsync(DeviceWorker worker, SamplePartition partition)
    {
        (byte[] bytes, ShuffleErrorCode code) = await worker.ReadAsync(partition);
        byte[] expected = partition.Bytes;
        Assert.True(expected.AsSpan().StartsWith(bytes), $"{partition.Attempt}: something else was delivered.");
        Assert.True(code != ShuffleErrorCode.None || bytes.Length == expected.Length, $"{partition.Attempt}: the end came too early.");
        return code;
    }

    private static async Task<ShuffleErrorCode> ReadContributionAsync(DeviceWorker worker, SamplePartition partition)
    {
        DataPartitionId id = partition.Attempt.Partition;
        ProducerTag[] producers = [ProducerTag.Of(partition.Attempt)];
        OpenReduceReadMessage open = new(id.Job, id.DataSet, partition.All, 0, RawReader.Plenty, producers);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, open);
        List<byte> bytes = [];
        while (true)
        {
            RawMessage message = await client.ReceiveAsync();
            switch (message.Type)
            {
                case MessageType.ReduceReadOpened:
                    break;
                case MessageType.Data:
                    bytes.AddRange(message.Body);
                    break;
                case MessageType.ReduceReadFailed:
                    return message.As<ReduceReadFailedMessage>().Error.Code;
                case MessageType.ChannelError:
                    return message.As<ChannelErrorMessage>().Error.Code;
                default:
                    Assert.Equal(message.As<ReadEndMessage>().RangeBytes, bytes.Count);
                    byte[] all = [.. bytes];
                    Assert.Equal(SampleDataSet.Expected(partition.All, partition), ReduceFrames.Sort(open, all));
                    return ShuffleErrorCode.None;
            }
        }
    }
}
