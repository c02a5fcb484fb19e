namespace ShuffleOrleans.Protocol.Errors;

/// <summary>An error of the shuffle service, typed by its <see cref="Code"/>. The message says what, where and what to do.</summary>
/// <param name="code">What went wrong.</param>
/// <param name="message">One sentence for a person, naming job, partition, worker or disk where they are known.</param>
/// <param name="innerException">The cause on this side, if there is one.</param>
public class ShuffleException(ShuffleErrorCode code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What went wrong.</summary>
    public ShuffleErrorCode Code { get; } = code;

    /// <summary>Whose fault it is.</summary>
    public ShuffleErrorBlame Blame => ShuffleErrors.BlameOf(Code);

    /// <summary>What a caller can do about it.</summary>
    public RetryAdvice Advice => ShuffleErrors.AdviceFor(Code);

    /// <summary>Whether the same call may succeed later without any other change.</summary>
    public bool IsTransient => Advice == RetryAdvice.SamePlace;
}
