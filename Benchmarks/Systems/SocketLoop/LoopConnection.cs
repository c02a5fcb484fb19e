using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>A blocking connection of the loop with the buffer that it receives into. One thread at a time.</summary>
internal sealed unsafe class LoopConnection : IDisposable
{
    public const int BufferBytes = 1024 * 1024;

    private const int ProtocolTcp = 6;
    private const int TcpCork = 3;
    private const int TcpCongestion = 13;

    private readonly Socket _socket;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly LoopSystemCalls.IoVector[] _vectors = GC.AllocateArray<LoopSystemCalls.IoVector>(LoopSystemCalls.MaxVectors, pinned: true);

    public LoopConnection(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
    }

    /// <summary>Holds what was received last.</summary>
    public ReadOnlySpan<byte> Buffer => _buffer;

    public static LoopConnection Connect(IPEndPoint server)
    {
        Socket socket = CreateSocket();
        socket.Connect(server);
        return new LoopConnection(socket);
    }

    /// <summary>A socket to connect or listen with. A connection that is given another congestion control later keeps the pacing of bbr.</summary>
    public static Socket CreateSocket()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(ProtocolTcp, TcpCongestion, Encoding.ASCII.GetBytes("cubic"));
        return socket;
    }

    public void Dispose() => _socket.Dispose();

    public void Send<T>(in T value)
        where T : unmanaged => Send(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <returns>False at the end of the connection.</returns>
    public bool TryReceive<T>(out T value)
        where T : unmanaged
    {
        value = default;
        return TryReceive(MemoryMarshal.AsBytes(new Span<T>(ref value)));
    }

    /// <summary>Fills the whole destination.</summary>
    /// <returns>False at the end of the connection.</returns>
    public bool TryReceive(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = _socket.Receive(destination);
            if (count == 0)
            {
                return false;
            }

            destination = destination[count..];
        }

        return true;
    }

    /// <summary>Receives what there is into the buffer, behind what is kept of it.</summary>
    /// <param name="kept">How much of the buffer is in use.</param>
    /// <param name="most">How much may come.</param>
    /// <returns>How much came.</returns>
    public int ReceiveSome(int kept, long most)
    {
        byte* at = (byte*)Unsafe.AsPointer(ref _buffer[kept]);
        nuint room = (nuint)Math.Min(BufferBytes - kept, most);
        while (true)
        {
            nint count = LoopSystemCalls.Receive(_socket.SafeHandle, at, room, 0);
            if (count > 0)
            {
                return (int)count;
            }

            if (count == 0 || Marshal.GetLastPInvokeError() != LoopSystemCalls.EINTR)
            {
                throw new IOException("The other end of the loop has gone.");
            }
        }
    }

    /// <summary>Sends pieces of pinned memory in one call, and more if the system takes less.</summary>
    public void SendGathered(ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        for (int i = 0; i < pieces.Length; i++)
        {
            ref byte first = ref MemoryMarshal.GetReference(pieces[i].Span);
            _vectors[i] = new LoopSystemCalls.IoVector { Base = (byte*)Unsafe.AsPointer(ref first), Length = (nuint)pieces[i].Length };
        }

        for (int done = 0; done < pieces.Length;)
        {
            done = Skip(done, SendVectors(done, pieces.Length - done));
        }
    }

    /// <summary>Sends ranges of files as one stretch, behind its length.</summary>
    public void SendFiles(IReadOnlyList<(SafeFileHandle File, long Offset, long Length)> ranges)
    {
        Cork(true);
        long total = ranges.Sum(range => range.Length);
        Send(total);
        foreach ((SafeFileHandle file, long offset, long length) in ranges)
        {
            SendFile(file, offset, length);
        }

        Cork(false);
    }

    private void SendFile(SafeFileHandle file, long offset, long length)
    {
        long end = offset + length;
        while (offset < end)
        {
            nint sent = LoopSystemCalls.SendFile(_socket.SafeHandle, file, ref offset, (nuint)(end - offset));
            if (sent <= 0 && Marshal.GetLastPInvokeError() != LoopSystemCalls.EINTR)
            {
                throw new IOException($"sendfile: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    private nint SendVectors(int first, int count)
    {
        LoopSystemCalls.MessageHeader header = new()
        {
            Vectors = (LoopSystemCalls.IoVector*)Unsafe.AsPointer(ref _vectors[first]),
            VectorCount = (nuint)count,
        };
        nint sent = LoopSystemCalls.SendMessage(_socket.SafeHandle, &header, LoopSystemCalls.NoSignal);
        return sent >= 0 || Marshal.GetLastPInvokeError() == LoopSystemCalls.EINTR
            ? Math.Max(sent, 0)
            : throw new IOException($"sendmsg: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    // The vector to go on with, shortened by what of it is sent.
    private int Skip(int vector, nint sent)
    {
        while (sent > 0 && sent >= (nint)_vectors[vector].Length)
        {
            sent -= (nint)_vectors[vector].Length;
            vector++;
        }

        if (sent > 0)
        {
            _vectors[vector].Base += sent;
            _vectors[vector].Length -= (nuint)sent;
        }

        return vector;
    }

    private void Cork(bool on)
    {
        int value = on ? 1 : 0;
        _socket.SetRawSocketOption(ProtocolTcp, TcpCork, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));
    }
}
