using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>One attempt of a partition that a request is about.</summary>
/// <param name="Id">The attempt.</param>
/// <param name="Detail">What the control plane knows of it.</param>
internal sealed record AttemptChoice(PartitionAttemptId Id, AttemptDetail Detail)
{
    /// <summary>Workers that have, or may have, something of it.</summary>
    public WorkerId[] Holders => [.. Detail.Shares.Where(share => !share.Released).Select(share => share.Worker)];
}
