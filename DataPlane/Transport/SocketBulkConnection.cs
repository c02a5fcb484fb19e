using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// The bulk path over a socket. Receives go straight into the caller's memory. On Linux, a receive into several places is one <c>recvmsg</c>, a gathered send one
/// <c>sendmsg</c>, and file ranges go by <c>sendfile</c>; elsewhere all take .NET's own way, which is also the way to wait for the socket. Waiting allocates
/// nothing: there is one receive and one send at a time. Owned by its <see cref="SocketConnectionContext"/>, which closes the socket.
/// </summary>
internal sealed class SocketBulkConnection : IBulkConnection, IDisposable
{
    // One sendfile call moves at most so much, so that other connections' work on this thread is not held up for long.
    private const int MaxSendFileBytes = 1024 * 1024;

    // Bytes that come in any case are waited for in such portions: fewer wake-ups, each with more to do.
    private const int MaxLowWater = 128 * 1024;

    // When the socket's buffer is full, so much is sent by .NET's own asynchronous send, whose completion says that there is room again.
    private const int WaitBytes = 16 * 1024;

    private readonly Socket _socket;
    private readonly bool _linux = OperatingSystem.IsLinux() && Environment.Is64BitProcess;
    private byte[]? _waitBuffer;
    private int _lowWater = 1;

    public SocketBulkConnection(Socket socket)
    {
        _socket = socket;
        // The system calls of our own rely on EAGAIN.
        _socket.Blocking = false;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        SetLowWater(1);
        return _socket.ReceiveAsync(destination, SocketFlags.None, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken)
    {
        if (_linux && TryReceive(places.Span) is int received and >= 0)
        {
            return received;
        }

        // Nothing is there: waiting for the first piece says when something is, and the rest of it is taken along.
        SetLowWater(Math.Min(certain, MaxLowWater));
        Memory<byte> first = places.Span[0];
        int waited = await _socket.ReceiveAsync(first, SocketFlags.None, cancellationToken);
        bool mayBeMore = waited == first.Length && places.Length > 1 && _linux;
        return mayBeMore ? waited + Math.Max(0, TryReceive(places.Span[1..])) : waited;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken)
    {
        if (_linux)
        {
            bytes = bytes[TrySend(bytes.Span, moreFollows)..];
        }

        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
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

    private void SetLowWater(int bytes)
    {
        if (_linux && _lowWater != bytes)
        {
            _lowWater = bytes;
            LinuxSockets.SetLowWater(_socket.SafeHandle, bytes);
        }
    }

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
        return (int)OrZeroIfFull(LinuxSockets.Send(_socket.SafeHandle, vectors, count, moreFollows: false));
    }

    private unsafe int TrySend(ReadOnlySpan<byte> bytes, bool moreFollows)
    {
        fixed (byte* start = bytes)
        {
            LinuxSockets.IoVector vector = new() { Base = start, Length = (nuint)bytes.Length };
            return (int)OrZeroIfFull(LinuxSockets.Send(_socket.SafeHandle, &vector, 1, moreFollows));
        }
    }

    // Less than 0 if nothing has arrived.
    private unsafe int TryReceive(ReadOnlySpan<Memory<byte>> places)
    {
        int count = Math.Min(places.Length, LinuxSockets.MaxSegments);
        LinuxSockets.IoVector* vectors = stackalloc LinuxSockets.IoVector[LinuxSockets.MaxSegments];
        for (int i = 0; i < count; i++)
        {
            // The caller's promise: it does not move.
            Span<byte> place = places[i].Span;
            vectors[i].Base = Unsafe.AsPointer(ref MemoryMarshal.GetReference(place));
            vectors[i].Length = (nuint)place.Length;
        }

        nint received = LinuxSockets.Receive(_socket.SafeHandle, vectors, count);
        return received >= 0 || LinuxSockets.MustWait ? (int)received : throw Refused("receive");
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

        return LinuxSockets.MustWait ? 0 : throw Refused("send");
    }

    private static SocketException Refused(string what)
    {
        int error = Marshal.GetLastPInvokeError();
        return new SocketException((int)SocketError.SocketError, $"The system refused to {what}: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<long> CopyFromFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        _waitBuffer ??= GC.AllocateUninitializedArray<byte>(WaitBytes, pinned: true);
        int read = RandomAccess.Read(file, _waitBuffer.AsSpan(0, (int)Math.Min(length, WaitBytes)), offset);
        if (read == 0)
        {
            throw Truncated(offset);
        }

        await SendAsync(_waitBuffer.AsMemory(0, read), moreFollows: false, cancellationToken);
        return read;
    }

    private static EndOfStreamException Truncated(long offset) => new($"The file ends at {offset}, inside a range that was to be sent.");
}
