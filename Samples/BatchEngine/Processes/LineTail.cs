namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>Keeps the last lines a process wrote, for the message if it fails. Safe for concurrent calls.</summary>
internal sealed class LineTail(int lineCount)
{
    private readonly Queue<string> _lines = new(lineCount);

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == lineCount)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }
}
