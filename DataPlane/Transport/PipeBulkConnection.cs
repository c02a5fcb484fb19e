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
        ReadResult result = await _pipe.Input.ReadAsync(cancellationToken);
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The connection's input was cancelled.");
        }

        // Counted before the advance: afterwards the sequence's segments are the pipe's again.
        int length = (int)Math.Min(result.Buffer.Length, destination.Length);
        ReadOnlySequence<byte> received = result.Buffer.Slice(0, length);
        received.CopyTo(destination.Span);
        _pipe.Input.AdvanceTo(received.End);
        return length;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
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

    private static void ThrowIfClosed(FlushResult result)
    {
        if (result.IsCompleted)
        {
            throw new ConnectionResetException("The other side has closed the connection.");
        }
    }
}
