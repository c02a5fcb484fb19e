namespace ShuffleOrleans.Grains.Time;

/// <summary>
/// The one reminder of a grain: wakes it now and then, wherever it was and whatever became of its silo, so that what its timer was to do is done some day.
/// Owned by one activation, used in its turns.
/// </summary>
/// <param name="grain">The grain; it is remindable.</param>
internal sealed class SafetyReminder(IGrainBase grain)
{
    private const string Name = "safety-net";

    // Shorter than the time after which an idle activation is collected.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>Sets it; harmless if it is set.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: it could not be stored.</exception>
    public Task SetAsync() => StoredAsync(grain.RegisterOrUpdateReminder(Name, Period, Period));

    /// <summary>Removes it; harmless if there is none.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: it could not be removed.</exception>
    public Task RemoveAsync() => StoredAsync(RemoveFoundAsync());

    private async Task RemoveFoundAsync()
    {
        if (await grain.GetReminder(Name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }
    }

    // Reminders lie in a storage of their own, whose errors may be of any type.
    private static async Task StoredAsync(Task change)
    {
        try
        {
            await change;
        }
        catch (Exception e)
        {
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable,
                $"The control plane could not change a reminder: {e.Message} Nothing is lost; repeat the call.",
                e);
        }
    }
}
