namespace ShuffleOrleans.Tests.Cluster.Model;

public class ClusterLifeTests
{
    private const int Steps = 150;

    public static IEnumerable<object[]> Seeds => Enumerable.Range(1, 8).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task RandomLife_OnGrainsWithFailingStorage_KeepsEveryInvariant_AndLeavesNothingBehind(int seed)
    {
        await using ClusterLife life = new(seed);
        await life.BeginAsync();
        int step = 0;
        try
        {
            for (; step < Steps; step++)
            {
                await life.StepAsync();
                await ClusterInvariants.CheckAsync(life);
            }

            await life.EndAsync();
            await ClusterInvariants.NothingIsLeftAsync(life);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} failed at step {step}, after {life.Faults.Count} failed writes.", e);
        }
    }
}
