using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;

namespace ShuffleOrleans.Cli.Files;

/// <summary>The header of a file of frames.</summary>
internal static class ReduceHeaderExam
{
    /// <summary>Checks that it is the file that its name says.</summary>
    public static void Check(StoredBytes file, ReduceFileId id, FileReport report)
    {
        ReadOnlySpan<byte> bytes = file.Read(0, ReduceFileHeader.Length);
        if (bytes.Length < ReduceFileHeader.Length)
        {
            report.AddDamage(new Finding(file.Path, 0, bytes.Length, "header: the file ends inside of it"));
        }
        else if (!ReduceFileHeader.Matches(bytes, id))
        {
            (int offset, int length, string what) = PartitionEnds.Explain(bytes, "SHUFRED1"u8);
            report.AddDamage(new Finding(file.Path, offset, length, $"header: {what}; or it is another file than its name says"));
        }
    }
}
