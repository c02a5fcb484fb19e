namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>Neighbouring groups of a data set.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Count">How many.</param>
internal sealed record GroupRange(int First, int Count);
