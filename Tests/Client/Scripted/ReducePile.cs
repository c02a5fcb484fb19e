using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>
/// The slow model of a worker's reduce partitions: for each subpartition the stretches of all producers in the order in which they came, committed or not.
/// </summary>
internal sealed class ReducePile
{
    private readonly Dictionary<int, List<(ProducerTag Tag, byte[] Frame)>> _files = [];
    private readonly HashSet<ProducerTag> _committed = [];

    /// <summary>Lays down a frame of a share: in the file of its subpartition, or of each that the share holds.</summary>
    public void Add(ProducerTag tag, SubpartitionRange share, byte[] frame)
    {
        FrameHeader header = WrittenShare.HeaderOf(frame);
        SubpartitionRange receivers = header.IsBroadcast ? share : SubpartitionRange.Single(header.Subpartition);
        for (int subpartition = receivers.First; subpartition <= receivers.Last; subpartition++)
        {
            if (!_files.TryGetValue(subpartition, out List<(ProducerTag, byte[])>? file))
            {
                _files.Add(subpartition, file = []);
            }

            file.Add((tag, frame));
        }
    }

    public void Commit(ProducerTag tag) => _committed.Add(tag);

    public ReduceReply Answer(in OpenReduceReadMessage request)
    {
        foreach (ProducerTag producer in request.Producers)
        {
            if (!_committed.Contains(producer))
            {
                return ReduceReply.Refusal(producer, ShuffleErrorCode.PartitionNotFound);
            }
        }

        HashSet<ProducerTag> wanted = [.. request.Producers];
        FrameSeed tagSeed = ProducerTag.SeedOf(request.Job, request.DataSet);
        List<byte[]> frames = [];
        for (int subpartition = request.Range.First; subpartition <= request.Range.Last; subpartition++)
        {
            ProducerTag? last = null;
            foreach ((ProducerTag tag, byte[] frame) in _files.GetValueOrDefault(subpartition) ?? [])
            {
                if (wanted.Contains(tag))
                {
                    AddStretch(frames, tagSeed, subpartition, tag, last);
                    frames.Add(frame);
                    last = tag;
                }
            }
        }

        return ReduceReply.Of(frames);
    }

    public static byte[] TagFrame(FrameSeed tagSeed, int subpartition, ProducerTag tag)
    {
        byte[] frame = new byte[ProducerTag.FrameLength];
        tag.Write(tagSeed, subpartition, frame);
        return frame;
    }

    private static void AddStretch(List<byte[]> frames, FrameSeed tagSeed, int subpartition, ProducerTag tag, ProducerTag? last)
    {
        if (last != tag)
        {
            frames.Add(TagFrame(tagSeed, subpartition, tag));
        }
    }
}
