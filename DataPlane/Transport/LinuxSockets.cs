using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// The few Linux calls that .NET's sockets do not offer without copies or allocations. They work on sockets in non-blocking mode: EAGAIN means "wait and try
/// again".
/// </summary>
internal static unsafe partial class LinuxSockets
{
    private const int EAGAIN = 11;
    private const int EINTR = 4;

    public const int ProtocolTcp = 6;
    public const int TcpCongestion = 13;

    // MSG_NOSIGNAL: a closed peer is an error code, not a signal that ends the process. MSG_DONTWAIT: whatever the mode of the socket.
    private const int SendFlags = 0x4000 | 0x40;
    private const int DontWait = 0x40;

    // MSG_MORE: the segment may wait for what is sent next.
    private const int More = 0x8000;

    /// <summary>Linux's IOV_MAX is 1024; we stay far below, since a socket takes no more at once anyway.</summary>
    public const int MaxSegments = 64;

    /// <summary>Whether the call that has just failed on this thread would have had to wait, and may be tried again.</summary>
    public static bool MustWait => Marshal.GetLastPInvokeError() is EAGAIN or EINTR;

    public static nint Send(SafeHandle socket, IoVector* vectors, int count, bool moreFollows)
    {
        MessageHeader header = new() { Vectors = vectors, VectorCount = (nuint)count };
        return SendMessage(socket, &header, moreFollows ? SendFlags | More : SendFlags);
    }

    public static nint Receive(SafeHandle socket, IoVector* vectors, int count)
    {
        MessageHeader header = new() { Vectors = vectors, VectorCount = (nuint)count };
        return ReceiveMessage(socket, &header, DontWait);
    }

    /// <summary>SO_RCVLOWAT: a wait for the socket ends when so many bytes are there, when half of its buffer is full, or when no more will come.</summary>
    public static void SetLowWater(SafeHandle socket, int bytes) =>
        // Where it is refused, waits end sooner: nothing is lost but time.
        _ = SetOption(socket, level: 1, name: 18, &bytes, sizeof(int));

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(SafeHandle socket, int level, int name, int* value, int length);

    [LibraryImport("libc", EntryPoint = "sendfile64", SetLastError = true)]
    public static partial nint SendFile(SafeHandle socket, SafeFileHandle file, ref long offset, nuint count);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary>struct msghdr of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
