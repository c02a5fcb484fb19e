namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// Asks Orleans' membership. A silo that is not in the view has either joined after the view was made, or was removed after its death: a fresh view tells the
/// two apart. One whose endpoint a younger silo has is dead.
/// </summary>
/// <param name="membership">This silo's view.</param>
internal sealed class MembershipLiveness(IClusterMembershipService membership) : ISiloLiveness
{
    public async Task<bool> IsDeadAsync(SiloAddress silo)
    {
        SiloStatus status = membership.CurrentSnapshot.GetSiloStatus(silo);
        if (status == SiloStatus.None)
        {
            await RefreshAsync(silo);
            status = membership.CurrentSnapshot.GetSiloStatus(silo);
        }

        return status is SiloStatus.Dead or SiloStatus.None;
    }

    private async Task RefreshAsync(SiloAddress silo)
    {
        try
        {
            await membership.Refresh();
        }
        catch (Exception e)
        {
            // The table of members has a storage of the operator's choice, and each has errors of its own.
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable, $"Whether silo {silo} lives cannot be said now: {e.Message} Repeat the call.", e);
        }
    }
}
