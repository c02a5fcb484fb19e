using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.DataPlane.Fuzzing;

/// <summary>
/// A connection whose other side says what a script says, in the script's pieces, then waits until the worker has done what it will do of it, and ends. What
/// the worker sends is counted and dropped. In memory: a
/// conversation takes as long as its handling.
/// </summary>
internal sealed class ScriptedConnection(IEnumerable<ReadOnlyMemory<byte>> pieces, Func<Task> beforeTheEnd) : IBulkConnection
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new(pieces.Where(piece => !piece.IsEmpty));
    private ReadOnlyMemory<byte> _piece;

    public long SentBytes { get; private set; }

    public async ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_piece.IsEmpty && !_pieces.TryDequeue(out _piece))
        {
            await beforeTheEnd();
            return 0;
        }

        int length = Math.Min(_piece.Length, destination.Length);
        _piece[..length].CopyTo(destination);
        _piece = _piece[length..];
        return length;
    }

    // As a socket that has more at hand than the first place takes.
    public async ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken)
    {
        int received = 0;
        for (int i = 0; i < places.Length && (i == 0 || !_piece.IsEmpty); i++)
        {
            received += await ReceiveAsync(places.Span[i], cancellationToken);
        }

        return received;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken)
    {
        SentBytes += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken)
    {
        foreach (BufferSegment segment in segments.Span)
        {
            SentBytes += segment.Length;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        Assert.True(offset >= 0 && offset + length <= RandomAccess.GetLength(file));
        SentBytes += length;
        return ValueTask.CompletedTask;
    }
}
