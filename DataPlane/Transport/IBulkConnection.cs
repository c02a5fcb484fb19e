using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// The bulk path of a connection: bytes move between the network and memory or files that the caller chose, without a pipe between them. A
/// <see cref="Microsoft.AspNetCore.Connections.ConnectionContext"/> of our own transport
/// carries one as a feature; any other is wrapped by <see cref="PipeBulkConnection"/>. One receive and one send at a time; they may overlap each other.
/// </summary>
internal interface IBulkConnection
{
    /// <summary>Receives what is there, at least one byte, at most the destination.</summary>
    /// <returns>How many bytes; 0 when the other side has ended.</returns>
    ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Receives what is there, at least one byte, into the places one after the other, in as few system calls as the system allows.</summary>
    /// <param name="places">None of them empty, all of it native or pinned memory.</param>
    /// <param name="certain">So many bytes will come in any case, unless the connection ends: if none is there, the wait may last until many of them are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many bytes; 0 when the other side has ended.</returns>
    ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken);

    /// <summary>Sends all of it.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="moreFollows">More is sent right after it: the system need not hurry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken);

    /// <summary>Sends all segments, in order, in as few system calls as the system allows. The buffers must stay rented until the call ends.</summary>
    ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken);

    /// <summary>Sends <paramref name="length"/> bytes of a file from <paramref name="offset"/>, which must exist, if possible without copying them.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter: the connection is broken in mid-message and must end.</exception>
    ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken);
}
