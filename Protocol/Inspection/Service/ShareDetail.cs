using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>The part of an attempt that one worker holds or is to hold.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Host">Where clients reach it.</param>
/// <param name="DataPort">TCP port of its data plane.</param>
/// <param name="Receipt">What the worker counted; null until it has stored all of its share.</param>
/// <param name="Released">Whether the worker has confirmed that it has nothing of it any more.</param>
/// <param name="MayHaveRemains">Whether the worker may keep a damaged file of it, for a person to look at.</param>
public sealed record ShareDetail(WorkerId Worker, string Host, int DataPort, PartitionReceipt? Receipt, bool Released, bool MayHaveRemains);
