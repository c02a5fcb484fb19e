using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A connection whose client leaves at once and whose sends throw what no broken network throws.</summary>
internal sealed class BuggyConnection : IBulkConnection
{
    public ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken) => throw new InvalidOperationException("A bug.");

    public ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken) => throw new InvalidOperationException("A bug.");

    public ValueTask SendFileAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancellationToken) => throw new InvalidOperationException("A bug.");
}
