using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>The body of every error answer: a problem detail of RFC 9457 with the error's code and what to do about it.</summary>
/// <param name="Title">The kind of problem in a few words, the same for every problem of this code.</param>
/// <param name="Status">The HTTP status, repeated.</param>
/// <param name="Detail">This problem, in one sentence for a person.</param>
/// <param name="Code">Name of a <see cref="ShuffleErrorCode"/>. Text, so that a client understands an answer of a newer service.</param>
/// <param name="Advice">Name of a <see cref="RetryAdvice"/>.</param>
/// <param name="Type">A URI that names the kind of problem; <c>about:blank</c>: the code says it all.</param>
public sealed record ControlProblem(string? Title, int Status, string? Detail, string? Code, string? Advice, string Type = "about:blank")
{
    /// <summary>The media type of a problem.</summary>
    public const string ContentType = "application/problem+json";
}
