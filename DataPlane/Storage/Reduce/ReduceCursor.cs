using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// Walks through the pieces of chosen contributions in the order in which they lie in the files: subpartition by subpartition, each from front to back. Pieces
/// that touch are passed as one stretch, whoever produced them. A piece's tag counts as its first frame.
/// </summary>
internal sealed class ReduceCursor : IFrameCursor
{
    // The tag comes before frame 0 of a piece.
    private const int AtTag = -1;

    private readonly ReduceStretch[] _pieces;
    private int _piece;
    private int _frame = AtTag;
    private long _offset;
    private FrameDigest _digest;

    /// <param name="pieces">In reading order; shared by cursors.</param>
    public ReduceCursor(ReduceStretch[] pieces)
    {
        _pieces = pieces;
        _offset = pieces.Length > 0 ? pieces[0].Piece.Offset : 0;
    }

    public bool IsAtEnd => _piece == _pieces.Length;

    public int NextFrameLength => Next.Length;

    public ulong Digest => _digest.Value;

    private FrameEntry Next
    {
        get
        {
            ref readonly ReduceStretch piece = ref _pieces[_piece];
            return _frame == AtTag ? new FrameEntry(ProducerTag.FrameLength, piece.TagChecksum) : piece.Index.Frames[piece.Piece.FirstFrame + _frame];
        }
    }

    public FrameStretch Take(long maxBytes, int maxFrames)
    {
        ReduceFile file = _pieces[_piece].File;
        long start = _offset;
        long length = 0;
        int count = 0;
        while (!IsAtEnd && count < maxFrames && _pieces[_piece].File == file && _offset == start + length)
        {
            FrameEntry next = Next;
            if (length + next.Length > maxBytes)
            {
                break;
            }

            length += next.Length;
            count++;
            _digest.Append(next.Checksum);
            Pass(next.Length);
        }

        return new FrameStretch(file, start, length, count);
    }

    private void Pass(int frameLength)
    {
        _offset += frameLength;
        if (++_frame == _pieces[_piece].Piece.FrameCount)
        {
            _frame = AtTag;
            _piece++;
            _offset = IsAtEnd ? _offset : _pieces[_piece].Piece.Offset;
        }
    }
}
