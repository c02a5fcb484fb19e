using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Model;

/// <summary>Lets every n-th write of the storage fail, at random; and repeats calls that fail because of it, as every caller does.</summary>
internal sealed class Faults(int seed)
{
    private const int OneOf = 6;
    private const int MaxRepetitions = 30;

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    public int Count { get; private set; }

    public bool AreOn { get; set; } = true;

    public void Begin(GrainStorageDouble storage) => storage.FailWrite = _ => FailsNow();

    public async Task RepeatAsync(Func<Task> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception e) when (IsPassing(e) && attempt < MaxRepetitions)
            {
                // Repeated, until it succeeds.
            }
        }
    }

    private static bool IsPassing(Exception e)
        => e is OrleansException or TimeoutException or ShuffleException { Code: ShuffleErrorCode.ControlPlaneUnavailable };

    private bool FailsNow()
    {
        lock (_lock)
        {
            bool fails = AreOn && _random.Next(OneOf) == 0;
            Count += fails ? 1 : 0;
            return fails;
        }
    }
}
