using ShuffleOrleans.Grains.Calls;

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
    public Task SetAsync() => GrainCalls.AnswerAsync(grain.RegisterOrUpdateReminder(Name, Period, Period));

    /// <summary>Removes it; harmless if there is none.</summary>
    public async Task RemoveAsync()
    {
        if (await GrainCalls.AnswerAsync(grain.GetReminder(Name)) is { } reminder)
        {
            await GrainCalls.AnswerAsync(grain.UnregisterReminder(reminder));
        }
    }
}
