namespace ShuffleOrleans.Samples.WordCount;

/// <summary>
/// What a word is made of: ASCII letters and digits, letters in lower case. Every other byte ends a word, as in <c>tr -cs '[:alnum:]' '\n'</c> in the
/// C locale.
/// </summary>
internal static class WordBytes
{
    /// <summary>The longest word; a longer one ends the job with a clear error.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    // For each byte what it becomes in a word; 0 ends the word.
    private static readonly byte[] Table = BuildTable();

    /// <summary>What a byte becomes in a word; 0 if it ends one.</summary>
    public static byte Fold(byte value) => Table[value];

    private static byte[] BuildTable()
    {
        byte[] table = new byte[256];
        for (int value = 0; value < 128; value++)
        {
            table[value] = char.IsAsciiLetterOrDigit((char)value) ? (byte)char.ToLowerInvariant((char)value) : (byte)0;
        }

        return table;
    }
}
