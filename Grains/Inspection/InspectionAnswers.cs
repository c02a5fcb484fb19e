using Orleans.Serialization;
using ShuffleOrleans.Grains.Calls;

namespace ShuffleOrleans.Grains.Inspection;

/// <summary>
/// Waits for answers of grains on behalf of people, where Orleans' own errors, and those of whatever storage a grain could not be read from, become ours.
/// Such an error may be of any type: those that asking again cannot cure are named, and stay bugs.
/// </summary>
internal static class InspectionAnswers
{
    /// <exception cref="ShuffleException">What the grain throws; or <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: no answer came.</exception>
    public static async Task<T> AnswerAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && IsPassing(e))
        {
            throw GrainCalls.Unavailable(e);
        }
    }

    /// <inheritdoc cref="AnswerAsync{T}(Task{T}, CancellationToken)"/>
    public static async Task AnswerAsync(Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && IsPassing(e))
        {
            throw GrainCalls.Unavailable(e);
        }
    }

    private static bool IsPassing(Exception error)
        => error is not (ShuffleException or SerializerException or InvalidCastException or NotSupportedException or NullReferenceException);
}
