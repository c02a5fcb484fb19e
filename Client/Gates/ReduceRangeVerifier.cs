using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Holds what is read of reduce partitions, as it comes, against what was asked for: one subpartition after the other; in each, stretches of exactly the
/// producers' contributions that were named, each behind its tag; of each producer its frames in the order in which it wrote them; of all, the announced number
/// and bytes and the digest. What it has seen outlives a connection. No I/O; used by one channel, on its receive loop.
/// </summary>
internal sealed class ReduceRangeVerifier
{
    private readonly SubpartitionRange _range;
    private ProducerTag[] _producers = [];
    private int[] _indexes = [];
    private Place[] _places = [];
    private int _subpartition;

    public ReduceRangeVerifier(SubpartitionRange range)
    {
        _range = range;
        _subpartition = range.First;
    }

    /// <summary>What was received so far, tags included.</summary>
    public RangeTally Tally { get; } = new();

    /// <summary>Whose frames come now, as a place among those asked for; -1 before the first tag.</summary>
    public int Producer { get; private set; } = -1;

    /// <summary>Of which subpartition.</summary>
    public int Subpartition => _subpartition;

    /// <summary>These are asked for. Before the first frame; after it, they are what they were.</summary>
    /// <param name="producers">Ascending by producer index.</param>
    public void Ask(IReadOnlyList<ProducerTag> producers)
    {
        _producers = [.. producers];
        _indexes = [.. producers.Select(producer => producer.ProducerIndex)];
        _places = new Place[_producers.Length];
        Array.Fill(_places, new Place(-1, 0, -1));
    }

    /// <summary>The worker says what it holds of them; after a reconnect, again, and it must say the same.</summary>
    public ShuffleErrorCode OnOpened(in ReduceReadOpenedMessage opened) => Tally.Announce(opened.FrameCount, opened.Bytes);

    /// <summary>Whether a frame may come next.</summary>
    public ShuffleErrorCode Check(in FrameHeader header)
    {
        if (!header.IsBroadcast && !_range.Contains(header.Subpartition))
        {
            return ShuffleErrorCode.SubpartitionOutOfRange;
        }

        bool inOrder = header.Kind == FrameKind.Producer
            ? header is { Region: 0, Sequence: 0 } && header.Subpartition >= _subpartition
            : Producer >= 0 && (header.IsBroadcast || header.Subpartition == _subpartition) && _places[Producer].Precedes(header, _subpartition);
        return inOrder && Tally.Expects(header) ? ShuffleErrorCode.None : ShuffleErrorCode.FrameOutOfOrder;
    }

    /// <summary>A checked tag is whole and its checksum right: the frames that follow are of this producer, if it was asked for.</summary>
    public ShuffleErrorCode AddTag(in FrameHeader header, in ProducerTag tag)
    {
        int producer = Find(tag);
        if (producer < 0)
        {
            return ShuffleErrorCode.FrameOutOfOrder;
        }

        Producer = producer;
        _subpartition = header.Subpartition;
        Tally.Add(header);
        return ShuffleErrorCode.None;
    }

    /// <summary>A checked frame of the current producer is whole and its checksum right.</summary>
    public void Add(in FrameHeader header)
    {
        _places[Producer] = new Place(_subpartition, header.Region, header.Sequence);
        Tally.Add(header);
    }

    /// <summary>Where a contribution stands among those asked for; negative if it does not.</summary>
    public int Find(ProducerTag tag)
    {
        int found = Array.BinarySearch(_indexes, tag.ProducerIndex);
        return found >= 0 && _producers[found] == tag ? found : -1;
    }

    /// <summary>The last frame of one producer. What a subpartition lacks of its sequence numbers lies in others.</summary>
    private readonly record struct Place(int Subpartition, int Region, long Sequence)
    {
        public bool Precedes(in FrameHeader next, int subpartition) =>
            subpartition != Subpartition || (next.Sequence > Sequence && next.Region >= Region);
    }
}
