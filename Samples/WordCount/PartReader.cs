namespace ShuffleOrleans.Samples.WordCount;

/// <summary>Reads a reducer's part file line by line: the count and the word.</summary>
internal sealed class PartReader(string path) : IDisposable
{
    private readonly StreamReader _reader = new(path, System.Text.Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);

    public string Word { get; private set; } = string.Empty;

    public long Count { get; private set; }

    public bool Read()
    {
        if (_reader.ReadLine() is not { } line)
        {
            return false;
        }

        int space = line.IndexOf(' ', StringComparison.Ordinal);
        Count = long.Parse(line.AsSpan(0, space), provider: System.Globalization.CultureInfo.InvariantCulture);
        Word = line[(space + 1)..];
        return true;
    }

    public void Dispose() => _reader.Dispose();
}
