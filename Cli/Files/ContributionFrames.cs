using System.Globalization;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Cli.Files;

/// <summary>The frames of one contribution, in the files that it shares with others.</summary>
internal sealed class ContributionFrames(PartitionAttemptId attempt, PartitionReceipt receipt, ContributionIndex index, FileReport report)
{
    private readonly FrameSeed _seed = new(attempt.Partition, attempt.Attempt);
    private readonly FrameSeed _tagSeed = ProducerTag.SeedOf(attempt.Partition.Job, attempt.Partition.DataSet);

    public static bool TryReadIndex(byte[] bytes, in PartitionFileHeader header, in PartitionFileFooter footer, out ContributionIndex index) =>
        ContributionIndex.TryRead(bytes, SubpartitionShares.RangeOf(header.SubpartitionCount, header.ShareCount, header.ShareIndex), footer.Receipt, out index);

    /// <summary>Checks all pieces, file by file.</summary>
    public void Check(IReadOnlyList<string> folders)
    {
        foreach (IGrouping<ReduceFileId, ContributionPiece> pieces in index.Pieces.GroupBy(piece => FileOf(piece)))
        {
            string name = Path.GetFileName(ReduceFileName.Of(pieces.Key.Job, pieces.Key.DataSet, pieces.Key.Subpartition, pieces.Key.Ordinal));
            string? path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (path is null)
            {
                report.AddDamage(new Finding(
                    Path.Combine(folders[0], name), 0, 0,
                    "frames: the file is gone; if the worker has other data directories, name them with --data-directory"));
                continue;
            }

            using StoredBytes file = new(path);
            ReduceHeaderExam.Check(file, pieces.Key, report);
            foreach (ContributionPiece piece in pieces)
            {
                CheckPiece(file, piece);
            }
        }
    }

    /// <summary>Checks those pieces that lie in one file.</summary>
    public void Check(StoredBytes file, ReduceFileId id)
    {
        foreach (ContributionPiece piece in index.Pieces.Where(piece => FileOf(piece) == id))
        {
            CheckPiece(file, piece);
        }
    }

    private ReduceFileId FileOf(in ContributionPiece piece) => new(attempt.Partition.Job, attempt.Partition.DataSet, piece.Subpartition, piece.FileOrdinal);

    private void CheckPiece(StoredBytes file, ContributionPiece piece)
    {
        Span<byte> tag = stackalloc byte[ProducerTag.FrameLength];
        ProducerTag.Of(attempt).Write(_tagSeed, piece.Subpartition, tag);
        if (!file.Read(piece.Offset, tag.Length).SequenceEqual(tag))
        {
            AddDamage(file, piece.Offset, tag.Length, $"tag of producer {Text(attempt.Partition.PartitionIndex)}: it is not what stands here");
        }

        long offset = piece.Offset + tag.Length;
        int region = 0;
        for (int sequence = piece.FirstFrame; sequence < piece.FirstFrame + piece.FrameCount; sequence++)
        {
            FrameEntry entry = index.Frames[sequence];
            string? wrong = FrameExam.Check(
                file.Read(offset, entry.Length), _seed, entry, (uint)sequence, out FrameHeader header) ?? Misplaced(header, piece, region);
            if (wrong is null)
            {
                report.SoundFrames++;
                region = header.Region;
            }
            else
            {
                AddDamage(file, offset, entry.Length, $"frame {Text(sequence)} of producer {Text(attempt.Partition.PartitionIndex)}: {wrong}");
            }

            offset += entry.Length;
        }

        report.AddRegion(new FileRegion(Path.GetFileName(file.Path), piece.Offset, offset - piece.Offset, piece.FrameCount, 1, Text(piece.Subpartition)));
    }

    private string? Misplaced(in FrameHeader header, in ContributionPiece piece, int region) =>
        header.Kind == FrameKind.Producer ? "it is a tag"
        : !header.IsBroadcast && header.Subpartition != piece.Subpartition ? "it is another subpartition's"
        : header.Region < region || header.Region >= receipt.RegionCount ? "its region is out of order"
        : null;

    private void AddDamage(StoredBytes file, long offset, long length, string what) => report.AddDamage(new Finding(file.Path, offset, length, what));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
