using System.Text;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.Tests.ControlPlane.Disks;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>What lies on a disk, record by record, for the message of a test that failed.</summary>
internal static class JournalText
{
    public static string Of(SimulatedDisk disk) => string.Join('\n', disk.List().Order(StringComparer.Ordinal).Select(name => Of(name, disk.BytesOf(name))));

    private static string Of(string name, ReadOnlySpan<byte> content)
    {
        StringBuilder text = new($"{name}, {content.Length} bytes:\n");
        int offset = 0;
        while (JournalRecord.TryMeasure(content[offset..], out int length))
        {
            ReadOnlySpan<byte> payload = content.Slice(offset, length)[JournalRecord.HeaderLength..];
            text.Append("  at byte ").Append(offset).Append(": ").AppendLine(Encoding.UTF8.GetString(payload));
            offset += length;
        }

        return text.Append("  at byte ").Append(offset).Append(": ").Append(content.Length - offset).Append(" bytes that are no record").ToString();
    }
}
