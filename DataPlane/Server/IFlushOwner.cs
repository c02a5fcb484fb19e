using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>What a <see cref="PartitionFlusher"/> tells its channel. Called on an I/O thread.</summary>
internal interface IFlushOwner
{
    /// <summary>Bytes were written and their buffers released.</summary>
    void OnFlushed();

    /// <summary>The partition is committed. The last call.</summary>
    void OnCommitted(PartitionReceipt receipt);

    /// <summary>Writing or committing failed. The flusher deletes the file; <see cref="OnAborted"/> follows.</summary>
    void OnFlushFailed(ShuffleErrorCode code, string reason);

    /// <summary>Nothing of the attempt is left. The last call.</summary>
    void OnAborted();
}
