using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Puts stretches of frames on the wire, each as one data message: short ones copied behind their header into the batch, long ones sent from the file by the
/// system, kept ones from memory. One read channel's, used on the send loop of its connection.
/// </summary>
/// <param name="channel">The channel's number.</param>
internal sealed class StretchSender(uint channel)
{
    private List<BufferSegment>? _segments;
    private BufferSegment[] _message = [];

    /// <summary>The most of the batch that one message takes: a header, and a short stretch.</summary>
    public const int BatchBytes = MessageHeader.Length + SendBatch.MaxCopiedBytes;

    /// <summary>Makes the next message ready, as far as that goes without waiting for a disk.</summary>
    /// <param name="batch">Has room for <see cref="BatchBytes"/>; a short stretch's bytes are put into its free part.</param>
    /// <param name="stretch">What is sent next.</param>
    /// <param name="mayWait">Whether to wait for the disk all the same: the stretch was loaded a moment ago.</param>
    /// <returns>False if the disk is needed.</returns>
    /// <exception cref="IOException">The disk failed to read; nothing of the message is on its way.</exception>
    public static bool TryPrepare(SendBatch batch, in FrameStretch stretch, bool mayWait)
    {
        int length = (int)stretch.Length;
        if (!IsCopied(stretch))
        {
            return mayWait || stretch.Source is not IDiskSource disk || disk.IsCached(stretch.Offset, length);
        }

        Span<byte> destination = batch.GetSpan().Slice(MessageHeader.Length, length);
        if (!mayWait && stretch.Source is IDiskSource cached)
        {
            return cached.TryReadCached(destination, stretch.Offset);
        }

        stretch.Source.Read(destination, stretch.Offset);
        return true;
    }

    /// <summary>Sends what was prepared.</summary>
    public ValueTask SendAsync(SendBatch batch, in FrameStretch stretch, CancellationToken cancellationToken)
    {
        MessageHeader.WriteData(batch.GetSpan(), channel, (int)stretch.Length);
        if (IsCopied(stretch))
        {
            batch.Advance(MessageHeader.Length + (int)stretch.Length);
            return default;
        }

        batch.Advance(MessageHeader.Length);
        return stretch.Source.File is SafeFileHandle file
            ? batch.SendFileAsync(file, stretch.Offset, stretch.Length, cancellationToken)
            : SendFromMemoryAsync(batch, stretch, cancellationToken);
    }

    private static bool IsCopied(in FrameStretch stretch) => stretch.Length <= SendBatch.MaxCopiedBytes;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendFromMemoryAsync(SendBatch batch, FrameStretch stretch, CancellationToken cancellationToken)
    {
        List<BufferSegment> segments = _segments ??= [];
        stretch.Source.TakeSegments(stretch.Offset, stretch.Length, segments);
        int count = segments.Count;
        if (_message.Length < count)
        {
            _message = new BufferSegment[Math.Max(count, 2 * _message.Length)];
        }

        segments.CopyTo(_message);
        try
        {
            await batch.SendAsync(_message.AsMemory(0, count), cancellationToken);
        }
        finally
        {
            foreach (BufferSegment segment in CollectionsMarshal.AsSpan(segments))
            {
                segment.Buffer.Release();
            }

            segments.Clear();
        }
    }
}
