using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Fuzzing;

/// <summary>
/// Reads a writer's conversation the slow way, whole and after the fact, and says which frame bytes each attempt had finished with. Independent of the worker's
/// receive path: it only knows headers, and checks frames one by one.
/// </summary>
internal sealed class SlowWriteCheck
{
    private readonly Dictionary<uint, (PartitionAttemptId Attempt, List<byte> Bytes)> _open = [];
    private readonly Dictionary<PartitionAttemptId, List<byte[]>> _finished = [];

    public SlowWriteCheck(ReadOnlySpan<byte> conversation)
    {
        ReadOnlySpan<byte> rest = conversation[Math.Min(ConnectionPreamble.Length, conversation.Length)..];
        while (rest.Length >= MessageHeader.Length && MessageHeader.TryRead(
            rest, out MessageHeader header) && header.BodyLength <= rest.Length - MessageHeader.Length)
        {
            Take(header, rest.Slice(MessageHeader.Length, header.BodyLength));
            rest = rest[(MessageHeader.Length + header.BodyLength)..];
        }
    }

    /// <summary>Whether the attempt may be committed with exactly these frame bytes: it was finished with them, and they are right.</summary>
    public bool Allows(PartitionAttemptId attempt, ReadOnlySpan<byte> frames, PartitionReceipt receipt)
    {
        byte[] bytes = frames.ToArray();
        return _finished.TryGetValue(attempt, out List<byte[]>? candidates)
            && candidates.Exists(candidate => candidate.AsSpan().SequenceEqual(bytes))
            && CountRight(attempt, frames) == receipt;
    }

    private void Take(in MessageHeader header, ReadOnlySpan<byte> body)
    {
        switch (header.Type)
        {
            case MessageType.OpenWrite when OpenWriteMessage.TryRead(body, out OpenWriteMessage open):
                _open.TryAdd(header.Channel, (open.Attempt, []));
                break;
            case MessageType.Data when _open.TryGetValue(header.Channel, out (PartitionAttemptId, List<byte> Bytes) channel):
                channel.Bytes.AddRange(body);
                break;
            case MessageType.FinishWrite when _open.TryGetValue(header.Channel, out (PartitionAttemptId Attempt, List<byte> Bytes) channel):
                _finished.TryAdd(channel.Attempt, []);
                _finished[channel.Attempt].Add([.. channel.Bytes]);
                break;
            default:
                break;
        }
    }

    // Null if a frame is wrong.
    private static PartitionReceipt? CountRight(PartitionAttemptId attempt, ReadOnlySpan<byte> frames)
    {
        FrameDigest digest = default;
        uint sequence = 0;
        int regions = 0;
        long payloadBytes = 0;
        while (!frames.IsEmpty)
        {
            byte[] copy = frames.ToArray();
            if (copy.Length < FrameHeader.Length || !FrameHeader.TryRead(
                copy, out FrameHeader header) || header.FrameLength > copy.Length || header.Sequence != sequence++
                || header.Region > regions || header.Region < regions - 1
                || new FrameSeed(attempt.Partition, attempt.Attempt).Seal(header, copy) != header.Checksum)
            {
                return null;
            }

            regions = Math.Max(regions, header.Region + 1);
            digest.Append(header.Checksum);
            payloadBytes += header.PayloadLength;
            frames = frames[header.FrameLength..];
        }

        return new PartitionReceipt(regions, sequence, payloadBytes, digest.Value);
    }
}
