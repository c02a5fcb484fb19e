using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Reading;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Format;

/// <summary>For cursors whose positions are all that a test looks at: reading from it is a mistake of the test.</summary>
internal sealed class NoSource : IFrameSource
{
    public static readonly NoSource Instance = new();

    public SafeFileHandle? File => null;

    public void Read(Span<byte> destination, long offset) => throw new InvalidOperationException();

    public void TakeSegments(long offset, long length, List<BufferSegment> segments) => throw new InvalidOperationException();
}
