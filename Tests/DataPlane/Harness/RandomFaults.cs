namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// Decides by a seed which calls of a device fail. Each operation has a sequence of verdicts of its own, so the n-th write has the same one however the
/// threads' calls of other operations fall between. Thread-safe.
/// </summary>
internal sealed class RandomFaults(int seed, double rate, params StorageOperation[] operations)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StorageOperation, Random> _verdicts =
        operations.ToDictionary(operation => operation, operation => new Random(HashCode(seed, operation)));

    /// <summary>The next verdict on an operation, and with a failure how much of a write still happens, from 0 to 1.</summary>
    public bool Fails(StorageOperation operation, out double tornAt)
    {
        tornAt = 0;
        lock (_lock)
        {
            if (!_verdicts.TryGetValue(operation, out Random? verdicts))
            {
                return false;
            }

            bool fails = verdicts.NextDouble() < rate;
            tornAt = verdicts.NextDouble();
            return fails;
        }
    }

    // Not System.HashCode: that one is another in each process.
    private static int HashCode(int seed, StorageOperation operation) => unchecked((seed * 397) ^ ((int)operation * 7919));
}
