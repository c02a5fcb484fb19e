using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>The answer to a check of a stored partition.</summary>
/// <param name="Outcome">What was found.</param>
/// <param name="Damage">Which part is damaged; None for every other outcome.</param>
/// <param name="Bytes">How many bytes were read for it.</param>
/// <param name="Detail">More, for a person.</param>
public sealed record VerificationResult(VerificationOutcome Outcome, FileDamage Damage, long Bytes, string Detail)
{
    /// <summary>How many frames were found right, of the last look.</summary>
    public long Frames { get; init; }

    internal static VerificationResult Without(VerificationOutcome outcome, string detail) => new(outcome, FileDamage.None, 0, detail);
}
