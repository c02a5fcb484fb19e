namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>What <see cref="DiskHealth"/> goes by.</summary>
/// <param name="SlowThreshold">A check that took longer was slow.</param>
/// <param name="BadChecks">So many slow checks in a row make a disk slow; so many in a row that do not come back make it failed.</param>
/// <param name="GoodChecks">So many good checks in a row heal it.</param>
internal readonly record struct DiskHealthLimits(TimeSpan SlowThreshold, int BadChecks, int GoodChecks);
