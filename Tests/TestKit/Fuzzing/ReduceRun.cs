using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// All frames of a reduce read as they follow each other on the wire: stretches of one to three producers, each behind its tag, and their totals.
/// </summary>
public sealed class ReduceRun
{
    private const int SubpartitionCount = 3;

    private readonly Random _random;
    private readonly List<byte> _bytes = [];
    private readonly uint[] _sequences;
    private long _frameCount;
    private FrameDigest _digest;

    /// <summary>Makes a few stretches of a few small frames for each of three subpartitions.</summary>
    public ReduceRun(Random random, JobId job, DataSetId dataSet)
    {
        _random = random;
        ProducerTag[] producers = new ProducerTag[random.Next(1, 4)];
        for (int i = 0; i < producers.Length; i++)
        {
            producers[i] = new ProducerTag((i * 10) + random.Next(10), random.Next(5), random.Next(1, 100));
        }

        _sequences = new uint[producers.Length];
        Open = new OpenReduceReadMessage(job, dataSet, new SubpartitionRange(0, SubpartitionCount - 1), 0, random.Next(1 << 20), producers);
        for (int subpartition = 0; subpartition < SubpartitionCount; subpartition++)
        {
            for (int stretches = random.Next(4); stretches > 0; stretches--)
            {
                AddStretch(subpartition);
            }
        }
    }

    /// <summary>The message that asks for them.</summary>
    public OpenReduceReadMessage Open { get; }

    /// <summary>The frames, one behind the other.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>The message that announces them.</summary>
    public ReduceReadOpenedMessage Opened => new(_frameCount, _bytes.Count);

    /// <summary>The message that ends them.</summary>
    public ReadEndMessage End => new(_frameCount, _bytes.Count, _digest.Value);

    private void AddStretch(int subpartition)
    {
        int number = _random.Next(Open.Producers.Count);
        ProducerTag producer = Open.Producers[number];
        byte[] tag = new byte[ProducerTag.FrameLength];
        Add(tag, producer.Write(ProducerTag.SeedOf(Open.Job, Open.DataSet), subpartition, tag));
        FrameSeed seed = new(new DataPartitionId(Open.Job, Open.DataSet, DataPartitionKind.Reduce, producer.ProducerIndex), producer.Attempt);
        for (int left = _random.Next(1, 4); left > 0; left--)
        {
            byte[] frame = new byte[FrameHeader.Length + _random.Next(1, 80)];
            _random.NextBytes(frame);
            FrameHeader header = new(frame.Length - FrameHeader.Length, subpartition, 0, _sequences[number]++, FrameKind.Data, FrameFlags.None, 0);
            Add(frame, seed.Seal(header, frame));
        }
    }

    private void Add(byte[] frame, uint checksum)
    {
        _bytes.AddRange(frame);
        _digest.Append(checksum);
        _frameCount++;
    }
}
