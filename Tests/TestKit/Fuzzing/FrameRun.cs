using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// All frames of one partition attempt as they follow each other on the wire and in the file, keeping every rule of regions and sequence, and their receipt.
/// </summary>
public sealed class FrameRun
{
    /// <summary>How many subpartitions the partition has.</summary>
    public const int SubpartitionCount = 8;

    private readonly Random _random;
    private readonly FrameSeed _seed;
    private readonly List<byte> _bytes = [];
    private uint _sequence;
    private long _payloadBytes;
    private FrameDigest _digest;

    /// <summary>Makes one to three regions of a few small frames each; now and then a broadcast region.</summary>
    public FrameRun(Random random, FrameSeed seed)
    {
        _random = random;
        _seed = seed;
        int regions = random.Next(1, 4);
        for (int region = 0; region < regions; region++)
        {
            AddRegion(region);
        }

        Receipt = new PartitionReceipt(regions, _sequence, _payloadBytes, _digest.Value);
    }

    /// <summary>The frames, one behind the other.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>What they add up to.</summary>
    public PartitionReceipt Receipt { get; }

    private void AddRegion(int region)
    {
        bool broadcast = _random.Next(4) == 0;
        int subpartition = broadcast ? FrameHeader.BroadcastSubpartition : _random.Next(3);
        for (int left = _random.Next(1, 5); left > 0; left--)
        {
            AddFrame(region, subpartition, broadcast ? FrameFlags.Broadcast : FrameFlags.None);
            subpartition = broadcast ? subpartition : Math.Min(subpartition + _random.Next(3), SubpartitionCount - 1);
        }
    }

    private void AddFrame(int region, int subpartition, FrameFlags flags)
    {
        int payloadLength = _random.Next(1, 80);
        byte[] frame = new byte[FrameHeader.Length + payloadLength];
        _random.NextBytes(frame);
        FrameKind kind = _random.Next(8) == 0 ? FrameKind.Event : FrameKind.Data;
        _digest.Append(_seed.Seal(new FrameHeader(payloadLength, subpartition, region, _sequence++, kind, flags, 0), frame));
        _payloadBytes += payloadLength;
        _bytes.AddRange(frame);
    }
}
