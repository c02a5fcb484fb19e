using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// The bulk path over any connection's pipe: for other hosts' transports, TLS middleware and in-memory tests. It copies every byte once more than
/// <see cref="SocketBulkConnection"/> and is otherwise the same.
/// </summary>
internal sealed class PipeBulkConnection : IBulkConnection
{
    private const int FilePieceBytes = 64 * 1024;

    private readonly IDuplexPipe _pipe;

    public PipeBulkConnection(ConnectionContext connection) => _pipe = connection.Transport;

    public async ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        ReadResult result = await ReadAsync(cancellationToken);
        return Take(result.Buffer, [destination]);
    }

    public async ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken)
    {
        ReadResult result = await ReadAsync(cancellationToken);
        return Take(result.Buffer, places.Span);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken) =>
        ThrowIfClosed(await _pipe.Output.WriteAsync(bytes, cancellationToken));

    public async ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken)
    {
        for (int i = 0; i < segments.Length; i++)
        {
            ThrowIfClosed(await _pipe.Output.WriteAsync(segments.Span[i].Memory, cancellationToken));
        }
    }

    public async ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            Memory<byte> piece = _pipe.Output.GetMemory(FilePieceBytes);
            int read = RandomAccess.Read(file, piece.Span[..(int)Math.Min(length, piece.Length)], offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"The file ends at {offset}, inside a range that was to be sent.");
            }

            _pipe.Output.Advance(read);
            ThrowIfClosed(await _pipe.Output.FlushAsync(cancellationToken));
            offset += read;
            length -= read;
        }
    }

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        ReadResult result = await _pipe.Input.ReadAsync(cancellationToken);
        return result.IsCanceled ? throw new OperationCanceledException("The connection's input was cancelled.") : result;
    }

    private int Take(ReadOnlySequence<byte> received, ReadOnlySpan<Memory<byte>> places)
    {
        int taken = 0;
        SequencePosition position = received.Start;
        foreach (Memory<byte> place in places)
        {
            // Counted before the advance: afterwards the sequence's segments are the pipe's again.
            ReadOnlySequence<byte> piece = received.Slice(position);
            piece = piece.Slice(0, Math.Min(piece.Length, place.Length));
            piece.CopyTo(place.Span);
            position = piece.End;
            taken += (int)piece.Length;
        }

        _pipe.Input.AdvanceTo(position);
        return taken;
    }

    private static void ThrowIfClosed(FlushResult result)
    {
        if (result.IsCompleted)
        {
            throw new ConnectionResetException("The other side has closed the connection.");
        }
    }
}
