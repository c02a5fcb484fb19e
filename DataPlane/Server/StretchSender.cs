using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Puts stretches of frames on the wire, each as one data message: short ones copied behind their header and sent in one call, long ones sent from the file by
/// the system, kept ones from memory. One read channel's, used on the send loop of its connection, whose scratch buffer is its own between
/// <see cref="TryPrepare"/> and the end of <see cref="SendAsync"/>.
/// </summary>
internal sealed class StretchSender
{
    // A shorter stretch is cheaper to copy behind its message header and send in one call than to send from the file in a second.
    private const int CopyBytes = 16 * 1024;

    private readonly List<BufferSegment> _segments = [];
    private BufferSegment[] _message = [];
    private readonly WorkerConnection _connection;
    private readonly uint _channel;

    public StretchSender(WorkerConnection connection, uint channel)
    {
        _connection = connection;
        _channel = channel;
    }

    private LedgerBuffer Scratch => _connection.SendScratch;

    /// <summary>Makes the next message ready, as far as that goes without waiting for a disk.</summary>
    /// <param name="stretch">What is sent next.</param>
    /// <param name="mayWait">Whether to wait for the disk all the same: the stretch was loaded a moment ago.</param>
    /// <returns>False if the disk is needed.</returns>
    /// <exception cref="IOException">The disk failed to read; nothing of the message is on its way.</exception>
    public bool TryPrepare(in FrameStretch stretch, bool mayWait)
    {
        int length = (int)stretch.Length;
        MessageHeader.WriteData(Scratch.GetSpan(), _channel, length);
        if (!IsCopied(stretch))
        {
            return mayWait || stretch.Source is not IDiskSource disk || disk.IsCached(stretch.Offset, length);
        }

        Span<byte> destination = Scratch.GetSpan().Slice(MessageHeader.Length, length);
        if (!mayWait && stretch.Source is IDiskSource cached)
        {
            return cached.TryReadCached(destination, stretch.Offset);
        }

        stretch.Source.Read(destination, stretch.Offset);
        return true;
    }

    /// <summary>Sends what was prepared.</summary>
    public ValueTask SendAsync(IBulkConnection connection, in FrameStretch stretch, CancellationToken cancellationToken)
    {
        if (IsCopied(stretch))
        {
            return connection.SendAsync(Scratch.Memory[..(MessageHeader.Length + (int)stretch.Length)], cancellationToken);
        }

        return stretch.Source.File is SafeFileHandle file
            ? SendFromFileAsync(connection, Scratch.Memory[..MessageHeader.Length], file, stretch, cancellationToken)
            : SendFromMemoryAsync(connection, stretch, cancellationToken);
    }

    private bool IsCopied(in FrameStretch stretch) => stretch.Length <= CopyBytes && MessageHeader.Length + stretch.Length <= Scratch.Length;

    private static async ValueTask SendFromFileAsync(
        IBulkConnection connection, ReadOnlyMemory<byte> header, SafeFileHandle file, FrameStretch stretch, CancellationToken cancellationToken)
    {
        await connection.SendAsync(header, cancellationToken);
        await connection.SendFileAsync(file, stretch.Offset, stretch.Length, cancellationToken);
    }

    private async ValueTask SendFromMemoryAsync(IBulkConnection connection, FrameStretch stretch, CancellationToken cancellationToken)
    {
        _segments.Add(new BufferSegment(Scratch, 0, MessageHeader.Length));
        stretch.Source.TakeSegments(stretch.Offset, stretch.Length, _segments);
        int count = _segments.Count;
        if (_message.Length < count)
        {
            _message = new BufferSegment[Math.Max(count, 2 * _message.Length)];
        }

        _segments.CopyTo(_message);
        try
        {
            await connection.SendAsync(_message.AsMemory(0, count), cancellationToken);
        }
        finally
        {
            foreach (BufferSegment segment in CollectionsMarshal.AsSpan(_segments)[1..])
            {
                segment.Buffer.Release();
            }

            _segments.Clear();
        }
    }
}
