using System.Text.Json;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.Cli;

/// <summary>Names are what somebody sent: none of it may steer a terminal or mislead who reads it.</summary>
public sealed class HostileTextTests
{
    // Clears the screen, sets the title, rings, C1's CSI, turns the reading direction, hides, breaks the line; a lone half of a pair.
    private const string Hostile = "a\e[2J\e]0;owned\a\u009b31m\u202Egnp.exe\u2066\u200B\u2028\r\nb\ud800c\U000E0041";

    [Theory]
    [InlineData("\e", "\uFFFD")]
    [InlineData("\u0085\u009b", "\uFFFD\uFFFD")]
    [InlineData("\u202A\u202E\u2066\u2069\u200F\u061C", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("tab\tline\nend", "tab\uFFFDline\uFFFDend")]
    [InlineData("Zürich 東京 🚀", "Zürich 東京 🚀")]
    [InlineData("", "")]
    public void OnlyWhatIsSeen_Remains(string text, string safe) => Assert.Equal(safe, SafeText.Of(text));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHostileName_ReachesNoTerminal(bool isTerminal)
    {
        await using FakeService service = await SampleService.StartAsync();
        service.On("GET /v1/jobs", new Page<JobSummary>([Samples.JobNamed(Hostile)], 1, 0), InspectionJson.Default.PageJobSummary);
        string[] lines = (await new Shuffle(service.Address) { IsTerminal = isTerminal }.RunAsync("jobs", "--no-color")).Expect(0).Out.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(line, SafeText.Of(line)));
        Assert.Contains("gnp.exe", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostileProblem_ReachesNoTerminal()
    {
        await using FakeService service = await FakeService.StartAsync();
        service.OnProblem("GET /v1/cluster", 503, "Code\e[31m", "Title\e]0;owned\a", "Detail\u202E");
        string error = (await new Shuffle(service.Address).RunAsync("cluster")).Expect(1).Error;
        Assert.DoesNotContain('\e', error);
        Assert.DoesNotContain('\u202E', error);
    }

    [Fact]
    public async Task JsonWithRawControls_IsEscapedForATerminal_AndUntouchedInAPipe()
    {
        await using FakeService service = await FakeService.StartAsync();
        const string json = "{\"levels\":{\"Default\":\"x\u009b31m\u202Ey\"}}";
        service.OnText("GET /v1/log-levels", 200, "application/json", json);
        Assert.Equal(json + "\n", (await new Shuffle(service.Address).RunAsync("log-levels", "--json")).Expect(0).Out);
        string shown = (await new Shuffle(service.Address) { IsTerminal = true }.RunAsync("log-levels", "--json")).Expect(0).Out;
        Assert.DoesNotContain('\u009b', shown);
        Assert.DoesNotContain('\u202e', shown);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(shown).RootElement));
    }
}
