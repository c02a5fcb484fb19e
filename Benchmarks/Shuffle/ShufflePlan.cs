namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>What is asked for.</summary>
/// <param name="Rounds">How often everything is measured.</param>
/// <param name="Clients">Client processes of each measurement.</param>
/// <param name="Slots">Tasks that a client runs at a time.</param>
/// <param name="WarmUps">The most small exchanges before the one that counts; there are fewer once nothing is compiled any more.</param>
/// <param name="Scale">Multiplies the bytes of each shape.</param>
/// <param name="Directory">Where servers get their folders.</param>
/// <param name="SystemCalls">Whether a pass follows in which system calls are counted.</param>
internal sealed record ShufflePlan(int Rounds, int Clients, int Slots, int WarmUps, double Scale, string Directory, bool SystemCalls);
