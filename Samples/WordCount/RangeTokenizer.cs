namespace ShuffleOrleans.Samples.WordCount;

/// <summary>
/// Finds the words that begin in a range of a file. A word that began before the range belongs to the range before; one that crosses the end is read
/// to its own end. So ranges can be cut anywhere and each word is found
/// once. No allocation per word.
/// </summary>
internal sealed class RangeTokenizer
{
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private byte[] _word = new byte[256];
    private int _wordLength;

    /// <summary>Counts the words of a range into a table.</summary>
    /// <param name="range">The range.</param>
    /// <param name="words">Where they go.</param>
    /// <param name="afterBuffer">Called now and then: the table may be emptied there.</param>
    public async Task CountAsync(InputRange range, WordTable words, Func<Task> afterBuffer)
    {
        await using FileStream file = new(range.File.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        // The byte before the range tells whether a word is under way.
        long position = Math.Max(0, range.Start - 1);
        file.Position = position;
        bool isSkipping = range.Start > 0;
        bool isFirst = isSkipping;
        _wordLength = 0;
        while (position < range.File.Bytes && (position < range.End || _wordLength > 0))
        {
            int wanted = (int)Math.Min(BufferBytes, range.File.Bytes - position);
            int count = await file.ReadAsync(_buffer.AsMemory(0, wanted));
            if (count == 0)
            {
                break;
            }

            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, count);
            if (isFirst)
            {
                isSkipping = WordBytes.Fold(bytes[0]) != 0;
                isFirst = false;
                bytes = bytes[1..];
                position++;
            }

            Feed(bytes, range.End - position, words, ref isSkipping);
            position += bytes.Length;
            await afterBuffer();
        }

        EndWord(words);
    }

    /// <param name="bytes">The next bytes.</param>
    /// <param name="beginLimit">How many of them lie before the end of the range: words may begin there.</param>
    /// <param name="words">Where words go.</param>
    /// <param name="isSkipping">Whether a word of the range before is under way.</param>
    private void Feed(ReadOnlySpan<byte> bytes, long beginLimit, WordTable words, ref bool isSkipping)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            byte folded = WordBytes.Fold(bytes[i]);
            if (folded == 0)
            {
                isSkipping = false;
                EndWord(words);
            }
            else if (!isSkipping && (_wordLength > 0 || i < beginLimit))
            {
                Append(folded);
            }

            if (_wordLength == 0 && i + 1 >= beginLimit)
            {
                return;
            }
        }
    }

    private void Append(byte folded)
    {
        if (_wordLength == _word.Length)
        {
            if (_wordLength >= WordBytes.MaxBytes)
            {
                throw new InvalidDataException($"A word is longer than {WordBytes.MaxBytes} bytes, the limit of this sample.");
            }

            Array.Resize(ref _word, _word.Length * 2);
        }

        _word[_wordLength++] = folded;
    }

    private void EndWord(WordTable words)
    {
        if (_wordLength > 0)
        {
            words.Add(_word.AsSpan(0, _wordLength), 1);
            _wordLength = 0;
        }
    }
}
