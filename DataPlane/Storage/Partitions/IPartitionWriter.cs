using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// One partition attempt while it is written. Made by the store, owned by its write channel, which ends it with exactly one of <see cref="Commit"/> and
/// <see cref="Abort"/>. Headers come from the receive loop; <see cref="Write"/>, <see cref="Commit"/> and <see cref="Abort"/> block and come one after
/// the other on a thread of <see cref="WritesOn"/> or <see cref="CommitsOn"/>, the last two after the last header.
/// </summary>
internal interface IPartitionWriter
{
    /// <summary>Where its file is, or would be.</summary>
    DataDirectory Directory { get; }

    /// <summary>The threads for the next <see cref="Write"/> or <see cref="Abort"/>. May change after a write.</summary>
    DiskQueue WritesOn => Directory.Queue;

    /// <summary>The threads for <see cref="Commit"/>: others than for writes if it takes long.</summary>
    DiskQueue CommitsOn => WritesOn;

    /// <summary>What was added so far. Receive loop.</summary>
    PartitionReceipt Receipt { get; }

    /// <summary>How far it is. Holds nothing up; any thread.</summary>
    WriterProgress Inspect();

    /// <summary>
    /// Calls back, on an I/O thread, when the attempt was released or overtaken: then it can only be aborted, and an idle writer should not keep its file.
    /// </summary>
    void OnRevoked(Action revoked);

    /// <summary>Whether a frame may come next. Receive loop.</summary>
    ShuffleErrorCode Check(in FrameHeader header);

    /// <summary>A checked frame is whole and its checksum right. Receive loop.</summary>
    void Add(in FrameHeader header);

    /// <summary>
    /// Stores the bytes that follow those of the last call, if any: frames with their headers, which may be cut anywhere. The caller releases its own
    /// references to the buffers afterwards; what the writer keeps longer it adds references for.
    /// </summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.StaleEpoch"/>: it was released or overtaken. The caller aborts.</exception>
    /// <exception cref="IOException">The disk refused. The caller aborts.</exception>
    void Write(ReadOnlySpan<BufferSegment> segments);

    /// <summary>As <see cref="Write"/>, and nothing comes any more: what the commit would add may go along. Nobody sees any of it before the commit.</summary>
    void WriteLast(ReadOnlySpan<BufferSegment> segments) => Write(segments);

    /// <summary>Whether the commit, which is next, should wait a moment so that others go together with it. Once, after the last write.</summary>
    /// <param name="commit">Called once, on any thread, when the wait is over; not if there is none.</param>
    bool TryWaitForOthers(Action commit) => false;

    /// <summary>Makes it a committed partition, with the durability that was asked for.</summary>
    /// <returns>What it holds.</returns>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.StaleEpoch"/>: it was released or overtaken. The caller aborts.</exception>
    /// <exception cref="IOException">The disk refused. The caller aborts.</exception>
    PartitionReceipt Commit();

    /// <summary>Deletes what was written. Does nothing after a commit.</summary>
    void Abort(string reason);
}
