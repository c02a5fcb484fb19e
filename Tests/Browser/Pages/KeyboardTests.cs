using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>Who has no mouse misses nothing.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class KeyboardTests(LiveScene scene)
{
    [BrowserFact]
    public Task FirstTab_ReachesTheSkipLink_WhichLeadsToTheContent() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/workers");
        await visit.PressAsync("Tab");
        ILocator skip = visit.Button("Skip to the content");
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await visit.PressAsync("Enter");
        await Expect(visit.Page.Locator("main")).ToBeFocusedAsync();
    });

    [BrowserFact]
    public Task Tabs_GoThroughTheHeadInReadingOrder_AndAreSeen() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/");
        await visit.PressAsync("Tab");
        string[] order = ["ShuffleOrleans", "Overview", "Workers", "Jobs", "Partitions", "Waiting", "Events"];
        foreach (string name in order)
        {
            await visit.PressAsync("Tab");
            ILocator focused = visit.Page.Locator("a:focus-visible");
            await Expect(focused).ToHaveTextAsync(name);
            await Expect(focused).ToHaveCSSAsync("outline-style", "solid");
        }

        await visit.PressAsync("Tab");
        await Expect(visit.Page.GetByRole(AriaRole.Searchbox).First).ToBeFocusedAsync();
    });

    [BrowserFact]
    public Task Arrows_MoveThroughTheHeatMap_AndEnterOpensThePartition() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync(scene.Broken.ExchangeAddress);
        ILocator map = visit.Page.GetByRole(AriaRole.Application);
        ILocator readout = visit.Page.Locator(".readout");
        await map.FocusAsync();
        await Expect(readout).ToContainTextAsync("Producer 0, subpartition 0:");
        await visit.PressAsync("ArrowDown");
        await visit.PressAsync("ArrowDown");
        await visit.PressAsync("End");
        await Expect(readout).ToContainTextAsync($"Producer 2, subpartition {BrokenJob.SubpartitionCount - 1}:");
        await visit.PressAsync("Home");
        await visit.PressAsync("Shift+ArrowRight");
        await Expect(readout).ToContainTextAsync("Producer 2, subpartition 10:");
        await visit.PressAsync("PageDown");
        await Expect(readout).ToContainTextAsync($"Producer {BrokenJob.Straggler}, subpartition 10: nothing");
        await visit.PressAsync("ArrowUp");
        await visit.PressAsync("Enter");
        ILocator window = visit.Page.Locator(".axes");
        await Expect(window).ToHaveTextAsync("4producer116subpartition13");
        await Expect(readout).ToContainTextAsync($"Producer {BrokenJob.Straggler - 1}, subpartition 10:");
        await visit.PressAsync("Escape");
        await Expect(window).ToHaveTextAsync("0producer110subpartition23");
        await visit.PressAsync("Enter");
        await Expect(window).ToHaveTextAsync("4producer116subpartition13");
        await visit.PressAsync("Enter");
        await Expect(visit.Page.Locator("#title")).ToHaveTextAsync($"Partition {BrokenJob.Straggler - 1}");
        await Expect(visit.Page.Locator("#title")).ToBeFocusedAsync();
    });

    [BrowserFact]
    public Task Escape_ClosesADialog_AndGivesTheFocusBack() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"{scene.Broken.ExchangeAddress}/0");
        await visit.Button("Verify…").FocusAsync();
        await visit.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visit.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(visit.Button("Verify…")).ToBeFocusedAsync();
    });

    [BrowserFact]
    public Task ThemeButton_ChangesTheColours_AndIsRemembered() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/");
        string before = await GroundAsync(visit);
        ILocator toggle = visit.Page.Locator("button.icon");
        await toggle.ClickAsync();
        await toggle.ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-label", "Colours: dark. Change to system");
        string dark = await GroundAsync(visit);
        Assert.NotEqual(before, dark);
        await visit.Page.ReloadAsync();
        await visit.GoAsync("/");
        Assert.Equal(dark, await GroundAsync(visit));
    });

    private static Task<string> GroundAsync(Visit visit) => visit.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
}
