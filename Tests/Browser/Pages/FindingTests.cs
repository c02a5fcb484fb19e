using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>Whatever is wrong with a running job is on the screen, named.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class FindingTests(LiveScene scene)
{
    [BrowserFact]
    public Task HotKey_IsNamedByTheHeatMap() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync(scene.Broken.ExchangeAddress);
        await visit.MustSayAsync($"Subpartition {BrokenJob.HotSubpartition} is hot");
        ILocator findings = visit.Page.Locator(".findings");
        await Expect(findings).ToContainTextAsync($"Producer {BrokenJob.HeavyProducer}:");
        await Expect(findings).ToContainTextAsync("1 producer not finished");
        await Expect(findings.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = $"{BrokenJob.Straggler}", Exact = true })).ToBeVisibleAsync();
    });

    [BrowserFact]
    public Task HeatMap_AsTable_HasTheSameFigures() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync(scene.Broken.ExchangeAddress);
        await visit.Page.GetByLabel("Show as").SelectOptionAsync("table");
        ILocator rows = visit.Page.Locator("table.matrix tbody tr");
        await Expect(rows).ToHaveCountAsync(BrokenJob.ProducerCount);
        await Expect(rows.Nth(BrokenJob.Straggler).Locator("td").Last).ToHaveTextAsync("0 B");
    });

    [BrowserFact]
    public Task SlowReader_AndStraggler_AreNamedByTheWaits() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"/waits?job={scene.Broken.Job}");
        ILocator waits = visit.Page.Locator("ol.waits > li");
        ILocator reader = waits.Filter(new LocatorFilterOptions { HasText = "it does not consume what it has" }).First;
        await Expect(reader).ToContainTextAsync("The reader 127.0.0.1:");
        await Expect(reader).ToContainTextAsync("no credit");
        await Expect(reader).ToContainTextAsync($"subpartition {BrokenJob.HotSubpartition}");
        await Expect(waits.Filter(new LocatorFilterOptions { HasText = "slow writer" })).ToContainTextAsync($"partition {BrokenJob.Straggler}");
    });

    [BrowserFact]
    public Task Inspector_ShowsTheLayout_AndWhereTheReaderStands() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"{scene.Broken.ExchangeAddress}/{BrokenJob.ReadProducer}");
        await Expect(visit.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { Name = "Sections of the file: Header" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".filebar path.reader")).ToHaveCountAsync(1);
        ILocator readers = visit.Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Readers of this file" });
        await Expect(readers.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(readers.Locator("tbody tr")).ToContainTextAsync("no credit");
        await visit.MustSayAsync($"map-{BrokenJob.ReadProducer}-");
    });

    [BrowserFact]
    public Task Inspector_ShowsDamage_AndThatItIsInQuarantine() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"{scene.Broken.ExchangeAddress}/{BrokenJob.DamagedProducer}");
        await visit.MustSayAsync("Checksums failed");
        await visit.MustSayAsync("in quarantine");
        await visit.MustSayAsync("PartitionLost");
        await Expect(visit.Page.Locator(".pagehead")).ToContainTextAsync("Lost");
    });

    [BrowserFact]
    public Task Contribution_IsShownInTheFilesThatItShares() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"{scene.Broken.MergedAddress}/0");
        await visit.MustSayAsync("A share of a reduce partition");
        await visit.GoAsync(scene.Broken.MergedAddress);
        await visit.MustSayAsync("Consumers are even");
    });

    [BrowserFact]
    public Task Overview_LeadsToWhatIsWrong() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/");
        ILocator notice = visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "What needs attention" });
        await Expect(notice).Not.ToContainTextAsync("All is well");
    });

    [BrowserFact]
    public Task HostileName_IsOnlyText() => scene.VisitAsync(async visit =>
    {
        string[] addresses = ["/jobs", $"/jobs/{scene.HostileJob}", "/partitions", $"/partitions?job={scene.HostileJob}", "/events"];
        foreach (string address in addresses)
        {
            await visit.GoAsync(address);
            await Expect(visit.Page.Locator("body")).ToContainTextAsync("<img src=x onerror=alert(1)>\"'</script><b>\uFFFDgnitros\uFFFD\uFFFD[31m");
            await Expect(visit.Page.Locator("img[src=x]")).ToHaveCountAsync(0);
        }
    });
}
