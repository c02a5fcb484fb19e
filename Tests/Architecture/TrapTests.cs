using System.Text.RegularExpressions;

namespace ShuffleOrleans.Tests.Architecture;

/// <summary>docs/traps.md names tests that exist, and the one trap that only sources show is not in them.</summary>
public sealed partial class TrapTests
{
    private const int KnownTraps = 21;

    [Fact]
    public void EveryTrap_HasATestThatExists()
    {
        string[] rows = [.. Repository.Text("docs/traps.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
        Assert.Equal(KnownTraps, rows.Length);
        HashSet<string> tests = [.. Repository.Sources
            .Where(source => source.Path.StartsWith("Tests/", StringComparison.Ordinal))
            .SelectMany(source => TestMethod().Matches(Repository.Text(source.Path)))
            .Select(match => match.Groups["name"].Value)];
        Assert.NotEmpty(tests);
        foreach (string row in rows)
        {
            string[] named = [.. TestName().Matches(row).Select(match => match.Groups[1].Value)];
            Assert.True(named.Length > 0, $"No test is named: {row}");
            Assert.All(named, name => Assert.True(tests.Contains(name), $"docs/traps.md names {name}, which is no test."));
        }
    }

    [Fact]
    public void TimesInOptions_AreTimeSpans()
    {
        string[] numbers = [.. Repository.Sources
            .Where(source => source.Path.EndsWith("Options.cs", StringComparison.Ordinal) && !source.Path.StartsWith("Tests/", StringComparison.Ordinal))
            .SelectMany(source => TimeAsNumber().Matches(Repository.Text(source.Path)).Select(match => $"{source}: {match.Value.Trim()}"))];
        Assert.Empty(numbers);
        Assert.Matches(TimeAsNumber(), "    public int ConnectTimeout { get; set; }");
        Assert.Matches(TimeAsNumber(), "    public long? IdleMilliseconds { get; set; }");
        Assert.DoesNotMatch(TimeAsNumber(), "    public TimeSpan ConnectTimeout { get; set; }");
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\]]*\](?:(?!\bpublic\b)[\s\S])*?public\s+(?:static\s+)?(?:async\s+)?(?:Task|void)\s+(?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(
        @"public\s+(?:int|long|double|uint|ulong|float)\??\s+"
        + @"\w*(?:Timeout|Interval|Period|Delay|Seconds|Milliseconds|Millis|Minutes|Hours|Retention|Time)\s*\{")]
    private static partial Regex TimeAsNumber();
}
