using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Problems;

/// <summary>A request that is refused with a status that says more than its code does.</summary>
internal sealed class RefusedException(ShuffleErrorCode code, string message, int status) : ShuffleException(code, message)
{
    public int Status { get; } = status;

    /// <summary>The code as the answer names it, where no code of the protocol says it.</summary>
    public string? CodeName { get; init; }
}
