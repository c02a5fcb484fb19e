using System.Text;

namespace ShuffleOrleans.Cli.Events;

/// <summary>Server-sent events, line by line, after the HTML standard's rules for event streams. No I/O; one stream.</summary>
internal sealed class StreamParser
{
    // An event of ours is a few hundred bytes.
    private const int MaxDataCharacters = 1024 * 1024;

    private readonly StringBuilder _data = new();
    private string _type = "";
    private string? _id;
    private bool _hasData;

    /// <summary>Takes the next line, without its end.</summary>
    /// <returns>The message that it ends; null if it ends none.</returns>
    /// <exception cref="InvalidDataException">A message is longer than any event.</exception>
    public StreamMessage? Add(string line)
    {
        if (line.Length == 0)
        {
            return End();
        }

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon != 0)
        {
            Take(colon < 0 ? line : line[..colon], colon < 0 ? "" : ValueOf(line, colon));
        }

        return null;
    }

    // One space behind the colon belongs to the colon.
    private static string ValueOf(string line, int colon) => line.AsSpan(colon + 1).StartsWith(" ") ? line[(colon + 2)..] : line[(colon + 1)..];

    private void Take(string field, string value)
    {
        switch (field)
        {
            case "event":
                _type = value;
                break;
            case "id" when !value.Contains('\0', StringComparison.Ordinal):
                _id = value;
                break;
            case "data":
                Append(value);
                break;
            default:
                // Fields that are not known, 'retry' among them, are passed over.
                break;
        }
    }

    private void Append(string value)
    {
        if (_data.Length + value.Length > MaxDataCharacters)
        {
            throw new InvalidDataException($"An event of more than {MaxDataCharacters} characters came; none is that long.");
        }

        if (_hasData)
        {
            _data.Append('\n');
        }

        _data.Append(value);
        _hasData = true;
    }

    private StreamMessage? End()
    {
        StreamMessage? message = _hasData ? new StreamMessage(_type.Length == 0 ? "message" : _type, _id, _data.ToString()) : null;
        _data.Clear();
        _hasData = false;
        _type = "";
        return message;
    }
}
