using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// The bulk path over a socket. Receives go straight into the caller's memory. On Linux, gathered sends are one <c>sendmsg</c> and file ranges go by
/// <c>sendfile</c>; elsewhere both take .NET's own way. Owned by its
/// <see cref="SocketConnectionContext"/>, which closes the socket.
/// </summary>
internal sealed class SocketBulkConnection : IBulkConnection, IDisposable
{
    // One sendfile call moves at most so much, so that other connections' work on this thread is not held up for long.
    private const int MaxSendFileBytes = 1024 * 1024;

    // When the socket's buffer is full, so much is sent by .NET's own asynchronous send, whose completion says that there is room again.
    private const int WaitBytes = 16 * 1024;

    private readonly Socket _socket;
    private readonly bool _linux = OperatingSystem.IsLinux() && Environment.Is64BitProcess;
    private byte[]? _waitBuffer;

    public SocketBulkConnection(Socket socket)
    {
        _socket = socket;
        // The system calls of our own rely on EAGAIN.
        _socket.Blocking = false;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        _socket.ReceiveAsync(destination, SocketFlags.None, cancellationToken);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken)
    {
        int skip = 0;
        while (!segments.IsEmpty)
        {
            int sent = _linux ? TrySendGathered(segments.Span, skip) : 0;
            if (sent == 0)
            {
                // Full (or no gathered send here): the asynchronous send of one segment waits for room and makes progress.
                sent = await _socket.SendAsync(segments.Span[0].Memory[skip..], SocketFlags.None, cancellationToken);
            }

            skip += sent;
            while (!segments.IsEmpty && skip >= segments.Span[0].Length)
            {
                skip -= segments.Span[0].Length;
                segments = segments[1..];
            }
        }
    }

    public async ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            long sent = _linux ? TrySendFile(file, offset, Math.Min(length, MaxSendFileBytes)) : 0;
            if (sent == 0)
            {
                sent = await CopyFromFileAsync(file, offset, length, cancellationToken);
            }

            offset += sent;
            length -= sent;
        }
    }

    public void Dispose() => _socket.Dispose();

    private unsafe int TrySendGathered(ReadOnlySpan<BufferSegment> segments, int skip)
    {
        int count = Math.Min(segments.Length, LinuxSockets.MaxSegments);
        LinuxSockets.IoVector* vectors = stackalloc LinuxSockets.IoVector[LinuxSockets.MaxSegments];
        for (int i = 0; i < count; i++)
        {
            vectors[i].Base = segments[i].Buffer.Pointer + segments[i].Offset;
            vectors[i].Length = (nuint)segments[i].Length;
        }

        vectors[0].Base = (byte*)vectors[0].Base + skip;
        vectors[0].Length -= (nuint)skip;
        return (int)OrZeroIfFull(LinuxSockets.Send(_socket.SafeHandle, vectors, count));
    }

    private long TrySendFile(SafeFileHandle file, long offset, long count)
    {
        nint sent = LinuxSockets.SendFile(_socket.SafeHandle, file, ref offset, (nuint)count);
        return sent == 0 ? throw Truncated(offset) : OrZeroIfFull(sent);
    }

    private static long OrZeroIfFull(nint sent)
    {
        if (sent >= 0)
        {
            return sent;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is LinuxSockets.EAGAIN or LinuxSockets.EINTR ? 0 : throw new SocketException(
            (int)SocketError.SocketError, $"The system refused to send: error {error}.");
    }

    private async ValueTask<long> CopyFromFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        _waitBuffer ??= GC.AllocateUninitializedArray<byte>(WaitBytes, pinned: true);
        int read = RandomAccess.Read(file, _waitBuffer.AsSpan(0, (int)Math.Min(length, WaitBytes)), offset);
        if (read == 0)
        {
            throw Truncated(offset);
        }

        await SendAsync(_waitBuffer.AsMemory(0, read), cancellationToken);
        return read;
    }

    private static EndOfStreamException Truncated(long offset) => new($"The file ends at {offset}, inside a range that was to be sent.");
}
