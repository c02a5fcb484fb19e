using System.Buffers.Binary;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// Where the frames of one committed contribution lie in the files of its data set's reduce partitions. Immutable. On disk, little-endian:
/// <code>
/// head       0  4 piece count, 4 zero, 8 frame count                                      = 16
/// per piece     4 subpartition, 4 first frame, 4 frame count, 4 file ordinal, 8 offset    = 24
/// per frame     4 length with header, 4 CRC-32C                                           =  8
/// </code>
/// Pieces ascend by subpartition and, within one, by first frame. A broadcast frame is in a piece of every subpartition of the worker's share.
/// </summary>
internal sealed class ContributionIndex : IStoredIndex
{
    public const int HeadLength = 16;

    private const int PieceLength = 24;

    // No file is longer, and sums with it do not overflow.
    private const long MaxOffset = 1L << 60;

    /// <param name="pieces">Ascending by subpartition and first frame.</param>
    /// <param name="frames">By sequence number.</param>
    public ContributionIndex(ContributionPiece[] pieces, FrameEntry[] frames)
    {
        Pieces = pieces;
        Frames = frames;
    }

    public ContributionPiece[] Pieces { get; }

    public FrameEntry[] Frames { get; }

    /// <summary>Bytes of the file form.</summary>
    public int Length => HeadLength + (Pieces.Length * PieceLength) + (Frames.Length * FrameTable.EntryLength);

    /// <summary>The pieces of a range of subpartitions.</summary>
    public ReadOnlySpan<ContributionPiece> PiecesIn(SubpartitionRange range)
    {
        int first = FirstAtOrAbove(range.First);
        return Pieces.AsSpan(first, FirstAtOrAbove(range.Last + 1) - first);
    }

    /// <summary>Bytes of a piece, tag included.</summary>
    public long LengthOf(in ContributionPiece piece)
    {
        long length = ProducerTag.FrameLength;
        foreach (FrameEntry frame in Frames.AsSpan(piece.FirstFrame, piece.FrameCount))
        {
            length += frame.Length;
        }

        return length;
    }

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Pieces.Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Frames.Length);
        destination = destination[HeadLength..];
        foreach (ContributionPiece piece in Pieces)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, piece.Subpartition);
            BinaryPrimitives.WriteInt32LittleEndian(destination[4..], piece.FirstFrame);
            BinaryPrimitives.WriteInt32LittleEndian(destination[8..], piece.FrameCount);
            BinaryPrimitives.WriteInt32LittleEndian(destination[12..], piece.FileOrdinal);
            BinaryPrimitives.WriteInt64LittleEndian(destination[16..], piece.Offset);
            destination = destination[PieceLength..];
        }

        FrameTable.Write(Frames, destination);
    }

    /// <summary>
    /// Reads an index whose checksum was right, and still believes nothing: counts must fit the length, pieces must ascend, not overlap and stay inside the
    /// frames and the share, no frame may be left out, and the totals must be the receipt's.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, SubpartitionRange share, PartitionReceipt receipt, out ContributionIndex index)
    {
        index = null!;
        if (source.Length < HeadLength)
        {
            return false;
        }

        int pieceCount = BinaryPrimitives.ReadInt32LittleEndian(source);
        int zero = BinaryPrimitives.ReadInt32LittleEndian(source[4..]);
        long frameCount = BinaryPrimitives.ReadInt64LittleEndian(source[8..]);
        if (pieceCount < 0 || zero != 0 || frameCount != receipt.FrameCount || frameCount is < 0 or > int.MaxValue
            || HeadLength + ((long)pieceCount * PieceLength) + (frameCount * FrameTable.EntryLength) != source.Length)
        {
            return false;
        }

        index = new ContributionIndex(new ContributionPiece[pieceCount], new FrameEntry[(int)frameCount]);
        ReadOnlySpan<byte> pieces = source.Slice(HeadLength, pieceCount * PieceLength);
        return FrameTable.TryRead(source[(HeadLength + pieces.Length)..], index.Frames)
            && TryReadPieces(pieces, index, share)
            && EachFrameIsStored(index, share.Count)
            && FrameTable.Totals(index.Frames) == receipt with { RegionCount = 0 };
    }

    private static bool TryReadPieces(ReadOnlySpan<byte> source, ContributionIndex index, SubpartitionRange share)
    {
        ContributionPiece previous = new(-1, 0, 0, 0, 0);
        for (int i = 0; i < index.Pieces.Length; i++)
        {
            ReadOnlySpan<byte> entry = source.Slice(i * PieceLength, PieceLength);
            ContributionPiece piece = new(
                BinaryPrimitives.ReadInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
                BinaryPrimitives.ReadInt32LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(entry[12..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..]));
            int after = piece.Subpartition == previous.Subpartition ? previous.FirstFrame + previous.FrameCount : 0;
            bool fits = piece.Subpartition >= previous.Subpartition && share.Contains(piece.Subpartition)
                && piece.FirstFrame >= after && piece.FrameCount > 0 && piece.FrameCount <= index.Frames.Length - piece.FirstFrame
                && piece.FileOrdinal >= 0 && piece.Offset is >= ReduceFileHeader.Length and <= MaxOffset;
            if (!fits)
            {
                return false;
            }

            index.Pieces[i] = piece;
            previous = piece;
        }

        return true;
    }

    // A frame lies in one piece, or, as a broadcast, in one of each subpartition of the share; one that lies nowhere would be missing without anybody noticing.
    private static bool EachFrameIsStored(ContributionIndex index, int shareCount)
    {
        int[] changes = new int[index.Frames.Length + 1];
        foreach (ContributionPiece piece in index.Pieces)
        {
            changes[piece.FirstFrame]++;
            changes[piece.FirstFrame + piece.FrameCount]--;
        }

        int copies = 0;
        foreach (int change in changes.AsSpan(0, index.Frames.Length))
        {
            copies += change;
            if (copies != 1 && copies != shareCount)
            {
                return false;
            }
        }

        return true;
    }

    private int FirstAtOrAbove(int subpartition)
    {
        // Mostly each subpartition of the share has one piece: then a search would only touch pieces of others.
        int guess = Pieces.Length == 0 ? 0 : Math.Clamp(subpartition - Pieces[0].Subpartition, 0, Pieces.Length);
        return IsFirstAtOrAbove(guess, subpartition) ? guess : Search(subpartition);
    }

    private bool IsFirstAtOrAbove(int piece, int subpartition) =>
        (piece == 0 || Pieces[piece - 1].Subpartition < subpartition) && (piece == Pieces.Length || Pieces[piece].Subpartition >= subpartition);

    private int Search(int subpartition)
    {
        int low = 0;
        int high = Pieces.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Pieces[middle].Subpartition < subpartition)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
