using System.Buffers;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// One side's bytes of a whole valid conversation, made from a random source: preamble, hello, several partitions with frames, keepalive, the end.
/// </summary>
public sealed class SampleConversation(Random random)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private uint _lastChannel;

    /// <summary>What a client sends that writes one to four partitions.</summary>
    public static byte[] OfWriter(Random random) => new SampleConversation(random).Write();

    /// <summary>What a client sends that reads.</summary>
    public static byte[] OfReader(Random random) => new SampleConversation(random).Read();

    /// <summary>What a worker sends to a client that reads. <paramref name="opened"/> says which channels the client opened for what.</summary>
    public static byte[] OfWorker(Random random, out IReadOnlyDictionary<uint, OpenedChannel> opened)
    {
        Dictionary<uint, OpenedChannel> channels = [];
        byte[] bytes = new SampleConversation(random).Serve(channels);
        opened = channels;
        return bytes;
    }

    private byte[] Write()
    {
        Hello(ConnectionDirection.Write);
        for (int partitions = random.Next(1, 5); partitions > 0; partitions--)
        {
            WritePartition();
        }

        Send(0, new PingMessage((ulong)random.NextInt64()));
        return Goodbye();
    }

    private byte[] Read()
    {
        Hello(ConnectionDirection.Read);
        OpenReadEntry[] entries = new OpenReadEntry[random.Next(1, 6)];
        for (int i = 0; i < entries.Length; i++)
        {
            int first = random.Next(8);
            SubpartitionRange range = new(first, first + random.Next(8));
            entries[i] = new OpenReadEntry(++_lastChannel, Attempt(), range, random.Next(3), random.Next(1 << 20));
        }

        Send(0, new OpenReadMessage(entries));
        Send(1, new AddCreditMessage(random.Next(1, 1 << 20)));
        Send(1, default(CloseReadMessage));
        Send(++_lastChannel, new ReduceRun(random, Id<JobId>(), Id<DataSetId>()).Open);
        Send(0, new PongMessage((ulong)random.NextInt64()));
        return Goodbye();
    }

    private byte[] Serve(Dictionary<uint, OpenedChannel> opened)
    {
        _bytes.Write(ConnectionPreamble.Bytes);
        Send(0, new HelloReplyMessage(1, ProtocolFeatures.None, Id<WorkerId>(), Id<WorkerIncarnationId>(), 64 * 1024, 128 * 1024, 100, 30_000));
        for (int partitions = random.Next(1, 4); partitions > 0; partitions--)
        {
            ServePartition(opened);
            ServeReducePartitions(opened);
        }

        Send(++_lastChannel, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.PartitionNotFound, "No such partition: ask its producer again.")));
        return Goodbye();
    }

    private void ServePartition(Dictionary<uint, OpenedChannel> opened)
    {
        PartitionAttemptId attempt = Attempt();
        opened[++_lastChannel] = OpenedChannel.Of(attempt);
        FrameRun run = new(random, new FrameSeed(attempt.Partition, attempt.Attempt));
        Send(_lastChannel, new ReadOpenedMessage(run.Receipt, run.Receipt.FrameCount, run.Receipt.FrameBytes));
        SendData(run.Bytes);
        Send(_lastChannel, new ReadEndMessage(run.Receipt.FrameCount, run.Receipt.FrameBytes, run.Receipt.Digest));
    }

    private void ServeReducePartitions(Dictionary<uint, OpenedChannel> opened)
    {
        ReduceRun run = new(random, Id<JobId>(), Id<DataSetId>());
        opened[++_lastChannel] = OpenedChannel.OfReduceRead(run.Open);
        Send(_lastChannel, run.Opened);
        if (run.Bytes.Length > 0)
        {
            SendData(run.Bytes);
        }

        if (random.Next(4) == 0)
        {
            Send(_lastChannel, new ReduceReadFailedMessage(run.Open.Producers[0], new ErrorDetail(ShuffleErrorCode.PartitionCorrupt, "A flipped bit.")));
        }
        else
        {
            Send(_lastChannel, run.End);
        }
    }

    private void WritePartition()
    {
        PartitionAttemptId attempt = Attempt();
        FrameRun run = new(random, new FrameSeed(attempt.Partition, attempt.Attempt));
        Send(++_lastChannel, new OpenWriteMessage(attempt, FrameRun.SubpartitionCount, Storage()));
        SendData(run.Bytes);
        Send(_lastChannel, new BacklogMessage(random.Next(1 << 20)));
        if (random.Next(4) == 0)
        {
            Send(_lastChannel, default(AbortWriteMessage));
        }
        else
        {
            Send(_lastChannel, new FinishWriteMessage(run.Receipt));
        }
    }

    private void Hello(ConnectionDirection direction)
    {
        _bytes.Write(ConnectionPreamble.Bytes);
        byte[] credentials = new byte[random.Next(20)];
        random.NextBytes(credentials);
        WorkerId worker = Id<WorkerId>();
        WorkerIncarnationId incarnation = Id<WorkerIncarnationId>();
        Send(0, new HelloMessage(1, 1, ProtocolFeatures.None, direction, worker, incarnation, AuthenticationScheme.None, credentials, "tester äöü"));
    }

    private byte[] Goodbye()
    {
        Send(0, new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.None, "Done.")));
        return _bytes.WrittenSpan.ToArray();
    }

    private void SendData(ReadOnlySpan<byte> frames)
    {
        MessageHeader.WriteData(_bytes.GetSpan(MessageHeader.Length), _lastChannel, frames.Length);
        _bytes.Advance(MessageHeader.Length);
        _bytes.Write(frames);
    }

    private void Send<TMessage>(uint channel, TMessage message)
        where TMessage : struct, IMessage<TMessage>
        => MessageCodec.Encode(_bytes, channel, message);

    private PartitionAttemptId Attempt() =>
        new(new DataPartitionId(Id<JobId>(), Id<DataSetId>(), DataPartitionKind.Map, random.Next(100)), random.Next(5), random.Next(1, 100));

    private StorageChoice Storage() =>
        new((Durability)random.Next(3), random.Next(3) switch { 0 => null, 1 => DiskKind.Hdd, _ => DiskKind.Ssd });

    private TId Id<TId>()
        where TId : struct, IShuffleId<TId>
    {
        byte[] bytes = new byte[IdBytes.Length];
        random.NextBytes(bytes);
        return IdBytes.Read<TId>(bytes);
    }
}
