using System.Text.Json;
using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;

namespace ShuffleOrleans.Tests.Browser;

/// <summary>The address that a sample prints leads to its job, as long as it is kept.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class KeptSampleTests(LiveScene scene)
{
    [BrowserFact]
    public async Task KeptJob_IsAtTheAddressThatTheSamplePrints()
    {
        await using RunningProgram sample = RunningProgram.Start(Programs.TeraSort, ["--bytes", "1MiB", "--executors", "1", "--keep", "--json"]);
        string json = await sample.LineAsync("\"keptDirectory\"");
        Uri page = new(JsonDocument.Parse(json).RootElement.GetProperty("dashboard").GetString()!);
        await scene.Browser.VisitAsync(new Uri(page.GetLeftPart(UriPartial.Path)), async visit =>
        {
            await visit.GoAsync(page.Fragment[1..]);
            await visit.MustSayAsync("100 % committed");
        });
        ProgramEnd end = await sample.TerminateAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
    }
}
