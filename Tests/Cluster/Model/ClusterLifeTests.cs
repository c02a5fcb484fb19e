namespace ShuffleOrleans.Tests.Cluster.Model;

public class ClusterLifeTests
{
    private const int Steps = 200;

    public static IEnumerable<object[]> Seeds => Enumerable.Range(1, 10).Select(seed => new object[] { seed });

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
            Assert.True(life.Faults.Count > 10 && life.Committed.Count > 5, "Too little has happened for the claim to say anything.");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} failed at step {step}, after {life.Faults.Count} failed writes.", e);
        }
    }
}
