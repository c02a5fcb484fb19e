using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>What one worker answered, or why it did not.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
/// <param name="Worker">The worker.</param>
/// <param name="Value">The answer; default if there is none.</param>
/// <param name="Missing">Why there is none; null if there is one.</param>
internal sealed record WorkerAnswer<T>(WorkerId Worker, T? Value, MissingWorker? Missing)
{
    /// <summary>The answer, or an error for requests that are nothing without it.</summary>
    public T Require() => Missing is null ? Value! : throw WorkerQuestions.NoAnswer(Missing);
}
