namespace ShuffleOrleans.Tests.Benchmarks;

public sealed class WarmUpTests
{
    [Fact]
    public void ExchangesThatStillCompile_GoOn() => Assert.False(After(2000, 300, 100, 50, 30).IsOver);

    [Fact]
    public void ThreeQuietExchanges_EndIt() => Assert.True(After(2000, 300, 0, 10, 2).IsOver);

    [Fact]
    public void LoudExchangeBetweenQuietOnes_StartsOver() => Assert.False(After(2000, 0, 0, 100, 0, 0).IsOver);

    [Fact]
    public void ItEndsSometime() => Assert.True(After([.. Enumerable.Repeat(100, 16)]).IsOver);

    private static WarmUp After(params int[] compiledMethods)
    {
        WarmUp warmUp = new(most: 16);
        foreach (int methods in compiledMethods)
        {
            warmUp.Add(methods);
        }

        return warmUp;
    }
}
