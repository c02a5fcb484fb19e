namespace ShuffleOrleans.Tests.ControlPlane.Model;

public class RandomLifeTests
{
    private const int Steps = 250;

    public static IEnumerable<object[]> Seeds => Enumerable.Range(1, 24).Select(seed => new object[] { seed });

    /// <summary>The name of a failing case holds its seed; the same seed repeats the same life.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task RandomLife_KeepsEveryInvariant_AndLeavesNothingBehind(int seed)
    {
        await using RandomLife life = new(seed);
        await life.BeginAsync();
        int step = 0;
        try
        {
            for (; step < Steps; step++)
            {
                await life.StepAsync();
                await Invariants.CheckAsync(life);
            }

            await life.EndAsync();
            Invariants.NothingIsLeft(life);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} failed at step {step}.", e);
        }
    }
}
