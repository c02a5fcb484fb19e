using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>What happens shows by itself.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class LiveTests(LiveScene scene)
{
    [BrowserFact]
    public Task Events_ArriveWithoutAReload() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/events");
        await Expect(visit.Page.Locator(".light")).ToHaveTextAsync("Live");
        await visit.Page.EvaluateAsync("window.sameDocument = true");
        await using ScriptedJob job = await ScriptedJob.StartAsync(scene.Service, "a job of just now");
        ILocator events = visit.Page.GetByLabel("Events, newest first").Locator("li");
        await Expect(events.Filter(new LocatorFilterOptions { HasText = "a job of just now" }).First).ToContainTextAsync("JobRegistered");
        await job.ProduceAsync(new ScriptedOutput(DataSetId.FromGuid(Guid.NewGuid()), DataPartitionKind.Map, 0, 2, 4));
        await visit.Page.GetByLabel("Kind").SelectOptionAsync("PartitionCommitted");
        await Expect(events.Filter(new LocatorFilterOptions { HasText = "a job of just now" }).First).ToContainTextAsync("PartitionCommitted");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.sameDocument"));
    });

    [BrowserFact]
    public Task Pause_HoldsTheListStill() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/events");
        await Expect(visit.Page.Locator(".light")).ToHaveTextAsync("Live");
        await visit.Button("Pause").ClickAsync();
        await using ScriptedJob job = await ScriptedJob.StartAsync(scene.Service, "a job of the pause");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Go on (" }).ClickAsync();
        await visit.MustSayAsync("a job of the pause");
    });
}
