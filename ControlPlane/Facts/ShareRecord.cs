using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The part of an attempt that one worker holds or is to hold.</summary>
/// <param name="Location">The worker, as the process that was assigned or was last found with it.</param>
/// <param name="Receipt">What the worker counted; null until it has stored all of it.</param>
/// <param name="IsReleased">Whether the worker has confirmed, after an order, that it has nothing of it any more.</param>
/// <param name="MayHaveRemains">Whether the attempt came to its end here, and the worker may keep a damaged file of it, set aside for a person to look at. It
/// is told to delete that one when the attempt is forgotten.</param>
internal sealed record ShareRecord(WorkerLocation Location, PartitionReceipt? Receipt = null, bool IsReleased = false, bool MayHaveRemains = false)
{
    public bool IsStored => Receipt is not null;
}
