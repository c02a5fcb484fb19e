using System.Collections.Concurrent;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>
/// What the server stores of one exchange: payloads in a file for each producer, or for each consumer of a reduce exchange, and the places of each consumer's
/// pieces in memory. Used by all streams at once; files stay open until it is disposed, which deletes them.
/// </summary>
internal sealed class MessageFiles : IDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<AppendedFile>> _files = new();
    private readonly ConcurrentDictionary<int, List<StoredPiece>> _pieces = new();
    private readonly string _directory;
    private readonly bool _isReduce;

    public MessageFiles(string directory, bool isReduce)
    {
        _directory = directory;
        _isReduce = isReduce;
        Directory.CreateDirectory(directory);
    }

    /// <summary>Takes the space of a message's payload, which the caller fills.</summary>
    public StoredPiece Reserve(int producer, MessagePrefix message)
    {
        // Lazy: several streams may come for the first time at once, and only one may create the file.
        Lazy<AppendedFile> file = _files.GetOrAdd(_isReduce ? message.Consumer : producer, name => new Lazy<AppendedFile>(() => Create(name)));
        return file.Value.Reserve(message.PieceBytes);
    }

    /// <summary>Makes a producer's pieces known to their consumers: its commit.</summary>
    public void Publish(IEnumerable<(int Consumer, StoredPiece Piece)> pieces)
    {
        foreach ((int consumer, StoredPiece piece) in pieces)
        {
            List<StoredPiece> known = _pieces.GetOrAdd(consumer, _ => []);
            lock (known)
            {
                known.Add(piece);
            }
        }
    }

    /// <summary>A consumer's pieces, in the order of their producers' commits.</summary>
    public IReadOnlyList<StoredPiece> PiecesOf(int consumer)
    {
        if (!_pieces.TryGetValue(consumer, out List<StoredPiece>? known))
        {
            return [];
        }

        lock (known)
        {
            return [.. known];
        }
    }

    public void Dispose()
    {
        foreach (Lazy<AppendedFile> file in _files.Values)
        {
            file.Value.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private AppendedFile Create(int name) => new(Path.Combine(_directory, $"{name}"));
}
