using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Shows an attempt with all its shares.</summary>
internal static class AttemptPortrait
{
    public static AttemptDetail Of(AttemptRecord record) => new(
        record.Attempt.Attempt,
        record.Attempt.Epoch,
        record.State,
        record.SubpartitionCount,
        record.AllocatedAt,
        record.Receipt,
        [.. record.Shares.Select(ShareOf)]);

    private static ShareDetail ShareOf(ShareRecord share)
        => new(share.Location.Worker, share.Location.Host, share.Location.DataPort, share.Receipt, share.IsReleased, share.MayHaveRemains);
}
