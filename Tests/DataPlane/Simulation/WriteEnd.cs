using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>What a writer knows of its attempt at the end.</summary>
/// <param name="Code">None: it was told that it is committed.</param>
/// <param name="IsFinishSent">Whether it asked for the commit: only then may the attempt exist although the answer was an error.</param>
internal readonly record struct WriteEnd(ShuffleErrorCode Code, bool IsFinishSent)
{
    public bool IsCommitted => Code == ShuffleErrorCode.None && IsFinishSent;
}
