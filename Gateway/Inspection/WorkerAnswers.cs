using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>What several workers answered.</summary>
internal static class WorkerAnswers
{
    public static IEnumerable<T> Given<T>(this IEnumerable<WorkerAnswer<T>> answers)
        => answers.Where(answer => answer.Missing is null).Select(answer => answer.Value!);

    public static IReadOnlyList<MissingWorker> Missing<T>(this IEnumerable<WorkerAnswer<T>> answers)
        => [.. answers.Select(answer => answer.Missing).OfType<MissingWorker>()];
}
