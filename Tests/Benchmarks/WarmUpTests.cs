namespace ShuffleOrleans.Tests.Benchmarks;

public sealed class WarmUpTests
{
    [Fact]
    public void ExchangesThatGetCheaper_GoOn() => Assert.False(After(1, 0.8, 0.6, 0.5, 0.4, 0.3).IsOver);

    [Fact]
    public void ExchangesThatCostTheSame_EndIt() => Assert.True(After(1, 0.5, 0.5, 0.51, 0.49).IsOver);

    [Fact]
    public void FewExchanges_AreNeverEnough() => Assert.False(After(1, 1, 1).IsOver);

    [Fact]
    public void ItEndsSometime() => Assert.True(After([.. Enumerable.Range(0, 16).Select(i => Math.Pow(0.5, i))]).IsOver);

    private static WarmUp After(params double[] costs)
    {
        WarmUp warmUp = new(most: 16);
        foreach (double cost in costs)
        {
            warmUp.Add(cost);
        }

        return warmUp;
    }
}
