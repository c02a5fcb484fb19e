namespace ShuffleOrleans.Tests.Architecture;

/// <summary>Claims that a rule is broken nowhere, and lists every place where it is.</summary>
internal static class Violations
{
    public static void None<T>(IEnumerable<T> found)
    {
        string[] places = [.. found.Select(place => $"{place}")];
        Assert.True(places.Length == 0, $"{places.Length} places break the rule:{Environment.NewLine}{string.Join(Environment.NewLine, places)}");
    }
}
