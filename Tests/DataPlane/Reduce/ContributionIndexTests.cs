using System.Buffers.Binary;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>The index of a contribution reads back as it was written, and believes no bytes, even rightly sealed ones.</summary>
public sealed class ContributionIndexTests
{
    private const int PieceLength = 24;

    private static readonly SubpartitionRange Share = new(2, 6);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Index_ReadsBackAsItWasWritten(int seed)
    {
        (ContributionIndex index, PartitionReceipt receipt) = Sample(new Random(seed));
        Assert.True(ContributionIndex.TryRead(Bytes(index), Share, receipt, out ContributionIndex read));
        Assert.Equal(index.Pieces, read.Pieces);
        Assert.Equal(index.Frames, read.Frames);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PiecesOfARange_AreThoseOfASlowSearch(int seed)
    {
        Random random = new(seed);
        (ContributionIndex index, _) = Sample(random);
        for (int first = 0; first < 9; first++)
        {
            for (int last = first; last < 9; last++)
            {
                SubpartitionRange range = new(first, last);
                Assert.Equal(index.Pieces.Where(piece => range.Contains(piece.Subpartition)), index.PiecesIn(range).ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryWrongField_IsRefused(int seed)
    {
        (ContributionIndex index, PartitionReceipt receipt) = Sample(new Random(seed));
        byte[] right = Bytes(index);
        for (int field = 0; field < right.Length; field += 4)
        {
            if (IsOffset(field, index))
            {
                continue;
            }

            foreach (int wrong in (int[])[-1, int.MinValue, int.MaxValue, BinaryPrimitives.ReadInt32LittleEndian(right.AsSpan(field)) + 1])
            {
                byte[] bytes = [.. right];
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(field), wrong);
                bool accepted = ContributionIndex.TryRead(bytes, Share, receipt, out ContributionIndex read);
                Assert.True(!accepted || IsStillAnIndex(read, index, field), $"Field at {field} = {wrong} was accepted.");
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(ReduceFileHeader.Length - 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void ImpossibleOffset_IsRefused(long offset)
    {
        (ContributionIndex index, PartitionReceipt receipt) = Sample(new Random(1));
        index.Pieces[0] = index.Pieces[0] with { Offset = offset };
        Assert.False(ContributionIndex.TryRead(Bytes(index), Share, receipt, out _));
    }

    [Fact]
    public void MissingOrSecondPiece_IsRefused()
    {
        (ContributionIndex index, PartitionReceipt receipt) = Sample(new Random(3));
        for (int i = 0; i < index.Pieces.Length; i++)
        {
            ContributionPiece[] without = [.. index.Pieces[..i], .. index.Pieces[(i + 1)..]];
            ContributionPiece[] twice = [.. index.Pieces[..i], index.Pieces[i], .. index.Pieces[i..]];
            Assert.False(ContributionIndex.TryRead(Bytes(new ContributionIndex(without, index.Frames)), Share, receipt, out _));
            Assert.False(ContributionIndex.TryRead(Bytes(new ContributionIndex(twice, index.Frames)), Share, receipt, out _));
        }
    }

    [Fact]
    public void PieceOutsideTheShare_IsRefused()
    {
        (ContributionIndex index, PartitionReceipt receipt) = Sample(new Random(3));
        byte[] bytes = Bytes(index);
        int first = index.Pieces[0].Subpartition;
        int last = index.Pieces[^1].Subpartition;
        Assert.True(ContributionIndex.TryRead(bytes, new SubpartitionRange(first, last), receipt, out _) || last - first != Share.Count - 1);
        Assert.False(ContributionIndex.TryRead(bytes, new SubpartitionRange(first + 1, last + 1), receipt, out _));
        Assert.False(ContributionIndex.TryRead(bytes, new SubpartitionRange(first - 1, last - 1), receipt, out _));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WrongReceiptOrLength_IsRefused(int seed)
    {
        (ContributionIndex index, PartitionReceipt receipt) = Sample(new Random(seed));
        byte[] right = Bytes(index);
        Assert.False(Reads(right, receipt with { FrameCount = receipt.FrameCount + 1 }));
        Assert.False(Reads(right, receipt with { FrameCount = -receipt.FrameCount }));
        Assert.False(Reads(right, receipt with { PayloadBytes = receipt.PayloadBytes + 1 }));
        Assert.False(Reads(right, receipt with { Digest = receipt.Digest + 1 }));
        Assert.False(Reads([.. right, 0], receipt));
        Assert.False(Reads(right[..^1], receipt));

        static bool Reads(byte[] bytes, PartitionReceipt of) => ContributionIndex.TryRead(bytes, Share, of, out _);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyBytes_AreRefused_WithoutAnException(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(120)];
            random.NextBytes(bytes);
            long frames = random.Next(-3, 8);
            if (bytes.Length >= ContributionIndex.HeadLength && random.Next(4) > 0)
            {
                // Counts that fit, so that the rest is looked at.
                int pieces = random.Next(4);
                BinaryPrimitives.WriteInt32LittleEndian(bytes, pieces);
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 0);
                frames = (bytes.Length - ContributionIndex.HeadLength - (pieces * PieceLength)) / 8;
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), frames);
                bytes = bytes[..(bytes.Length & ~7)];
            }

            PartitionReceipt receipt = new(0, frames, random.Next(-5, 100), (ulong)random.NextInt64());
            Assert.False(ContributionIndex.TryRead(bytes, Share, receipt, out _));
        }
    }

    // Runs of frames for one subpartition each or, as broadcasts, for all; at least one of both.
    private static (ContributionIndex Index, PartitionReceipt Receipt) Sample(Random random)
    {
        List<ContributionPiece> pieces = [];
        List<FrameEntry> frames = [];
        for (int run = 0; run < random.Next(2, 9); run++)
        {
            int count = random.Next(1, 5);
            int only = random.Next(Share.First, Share.Last + 1);
            foreach (int subpartition in run == 1 ? Enumerable.Range(Share.First, Share.Count) : [only])
            {
                pieces.Add(new ContributionPiece(subpartition, frames.Count, count, random.Next(100), ReduceFileHeader.Length + random.NextInt64(1L << 40)));
            }

            frames.AddRange(Enumerable.Range(0, count).Select(_ => new FrameEntry(FrameHeader.Length + random.Next(1, 1000), (uint)random.Next())));
        }

        FrameDigest digest = default;
        frames.ForEach(frame => digest.Append(frame.Checksum));
        long payloadBytes = frames.Sum(frame => (long)frame.Length - FrameHeader.Length);
        ContributionPiece[] ordered = [.. pieces.OrderBy(piece => piece.Subpartition).ThenBy(piece => piece.FirstFrame)];
        return (new ContributionIndex(ordered, [.. frames]), new PartitionReceipt(0, frames.Count, payloadBytes, digest.Value));
    }

    private static byte[] Bytes(ContributionIndex index)
    {
        byte[] bytes = new byte[index.Length];
        index.Write(bytes);
        return bytes;
    }

    private static bool IsOffset(int field, ContributionIndex index)
    {
        int inPieces = field - ContributionIndex.HeadLength;
        return inPieces >= 0 && inPieces < index.Pieces.Length * PieceLength && inPieces % PieceLength >= 16;
    }

    // Which file a piece lies in is beyond what the index alone can tell: the file's header and length, and the frames' checksums do. So is whether a run of
    // one subpartition alone belongs to the next one.
    private static bool IsStillAnIndex(ContributionIndex read, ContributionIndex index, int field)
    {
        int inPieces = field - ContributionIndex.HeadLength;
        Assert.InRange(inPieces, 0, (index.Pieces.Length * PieceLength) - 1);
        int piece = inPieces / PieceLength;
        return (inPieces % PieceLength) switch
        {
            0 => read.Pieces[piece] == index.Pieces[piece] with { Subpartition = index.Pieces[piece].Subpartition + 1 },
            12 => read.Pieces[piece].FileOrdinal >= 0,
            _ => false,
        };
    }
}
