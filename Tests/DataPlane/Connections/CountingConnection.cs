using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.DataPlane.Connections;

/// <summary>
/// A connection on which all bytes have arrived already and every send succeeds at once: counts the calls, each of which would be one of the system. Injects no
/// faults.
/// </summary>
/// <param name="incoming">What the other side has sent.</param>
/// <param name="staging">Bytes that are received into this buffer are counted, since they will be copied.</param>
internal sealed class CountingConnection(ReadOnlyMemory<byte> incoming, LedgerBuffer? staging = null) : IBulkConnection
{
    private ReadOnlyMemory<byte> _incoming = incoming;

    public int Receives { get; private set; }

    public long StagedBytes { get; private set; }

    public int Sends { get; private set; }

    public int FileSends { get; private set; }

    public int SendsThatAnnounceMore { get; private set; }

    public long SentBytes { get; private set; }

    public ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        Receives++;
        return ValueTask.FromResult(Place(destination));
    }

    public ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken)
    {
        Receives++;
        int received = 0;
        foreach (Memory<byte> place in places.Span)
        {
            received += Place(place);
        }

        return ValueTask.FromResult(received);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken)
    {
        Sends++;
        SendsThatAnnounceMore += moreFollows ? 1 : 0;
        SentBytes += bytes.Length;
        return default;
    }

    public ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken)
    {
        Sends++;
        foreach (BufferSegment segment in segments.Span)
        {
            SentBytes += segment.Length;
        }

        return default;
    }

    public ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        FileSends++;
        SentBytes += length;
        return default;
    }

    private int Place(Memory<byte> place)
    {
        int length = Math.Min(place.Length, _incoming.Length);
        _incoming[..length].CopyTo(place);
        _incoming = _incoming[length..];
        bool isStaged = MemoryMarshal.TryGetMemoryManager<byte, LedgerBuffer>(place, out LedgerBuffer? buffer) && buffer == staging;
        StagedBytes += isStaged ? length : 0;
        return length;
    }
}
