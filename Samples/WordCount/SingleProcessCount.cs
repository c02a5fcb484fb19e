using System.Runtime.InteropServices;
using System.Text;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>
/// The count that the job is compared with: one pass over the files with a dictionary, in the driver alone. Written without the job's tokenizer and
/// table on purpose, so that the two do not share a mistake.
/// </summary>
internal static class SingleProcessCount
{
    private const int BufferBytes = 256 * 1024;

    public static CountSummary Count(InputList inputs, CancellationToken cancellationToken)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (InputFile file in inputs.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CountFile(file, counts);
        }

        ulong checksum = 0;
        foreach ((string word, long count) in counts)
        {
            checksum = unchecked(checksum + CountChecksum.Of(Encoding.ASCII.GetBytes(word), count));
        }

        return new CountSummary(counts.Values.Sum(), counts.Count, checksum);
    }

    private static void CountFile(InputFile input, Dictionary<string, long> counts)
    {
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        using FileStream file = new(input.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
        char[] word = new char[64];
        int length = 0;
        for (long position = 0; position < input.Bytes; position++)
        {
            int value = file.ReadByte();
            if (value >= 0 && char.IsAsciiLetterOrDigit((char)value))
            {
                if (length == word.Length)
                {
                    Array.Resize(ref word, length * 2);
                }

                word[length++] = char.ToLowerInvariant((char)value);
                continue;
            }

            Add(lookup, word.AsSpan(0, length));
            length = 0;
        }

        Add(lookup, word.AsSpan(0, length));
    }

    private static void Add(Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup, ReadOnlySpan<char> word)
    {
        if (!word.IsEmpty)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(lookup, word, out _)++;
        }
    }
}
