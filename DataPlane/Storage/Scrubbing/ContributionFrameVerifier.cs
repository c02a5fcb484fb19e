using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// The frames of a contribution, fed piece by piece in the order of its index, each behind its producer tag. The index itself agrees with the receipt, so
/// frames
/// that agree with the index do.
/// </summary>
internal sealed class ContributionFrameVerifier : FrameVerifier
{
    private readonly ContributionIndex _index;
    private readonly ProducerTag _tag;
    private readonly FrameSeed _seed;
    private readonly FrameSeed _tagSeed;
    private int _piece;
    private int _inPiece;

    public ContributionFrameVerifier(PartitionAttemptId id, ContributionIndex index)
    {
        _index = index;
        _tag = ProducerTag.Of(id);
        _seed = new FrameSeed(id.Partition, id.Attempt);
        _tagSeed = ProducerTag.SeedOf(id.Partition.Job, id.Partition.DataSet);
    }

    public override FileDamage Finish() => IsBetweenFrames && _piece == _index.Pieces.Length ? FileDamage.None : FileDamage.Frame;

    protected override FrameSeed SeedOf(in FrameHeader header) => header.Kind == FrameKind.Producer ? _tagSeed : _seed;

    protected override bool IsExpected(in FrameHeader header)
    {
        if (_piece == _index.Pieces.Length)
        {
            return false;
        }

        ContributionPiece piece = _index.Pieces[_piece];
        if (_inPiece == 0)
        {
            Span<byte> tag = stackalloc byte[ProducerTag.FrameLength];
            return header.Kind == FrameKind.Producer
                && header.Subpartition == piece.Subpartition
                && header.Checksum == _tag.Write(_tagSeed, piece.Subpartition, tag);
        }

        int sequence = piece.FirstFrame + _inPiece - 1;
        FrameEntry entry = _index.Frames[sequence];
        return header.Kind != FrameKind.Producer
            && (header.IsBroadcast || header.Subpartition == piece.Subpartition)
            && header.Sequence == (uint)sequence
            && header.FrameLength == entry.Length
            && header.Checksum == entry.Checksum;
    }

    protected override void OnFrame(in FrameHeader header)
    {
        if (++_inPiece > _index.Pieces[_piece].FrameCount)
        {
            _piece++;
            _inPiece = 0;
        }
    }
}
