using System.Globalization;
using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>The list of all partitions.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class PartitionListTests(LiveScene scene)
{
    [BrowserFact]
    public Task Filters_NarrowTheList_AndStandInTheAddress() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync("/partitions");
        await Filter(visit, "Job").SelectOptionAsync($"{scene.Broken.Job}");
        await Filter(visit, "State").SelectOptionAsync("Writing");
        await Expect(Rows(visit)).ToHaveCountAsync(1);
        await Expect(Rows(visit).Locator("th")).ToHaveTextAsync($"{BrokenJob.Straggler}");
        Assert.Contains($"job={scene.Broken.Job}", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.ReloadAsync();
        await Expect(Rows(visit)).ToHaveCountAsync(1);
        await Filter(visit, "State").SelectOptionAsync("Failed");
        await visit.MustSayAsync("No partition fits these filters.");
    });

    [BrowserFact]
    public Task Heads_SortTheWholeList() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"/partitions?job={scene.Broken.Job}&dataSet={scene.Broken.Exchange}");
        await Expect(Rows(visit).First.Locator("th")).ToHaveTextAsync($"{BrokenJob.HeavyProducer}");
        await visit.Button("Partition").ClickAsync();
        ILocator head = visit.Page.Locator("thead th").First;
        await Expect(head).ToHaveAttributeAsync("aria-sort", new System.Text.RegularExpressions.Regex("^(ascending|descending)$"));
        bool descending = await head.GetAttributeAsync("aria-sort") == "descending";
        await Expect(Rows(visit).First.Locator("th")).ToHaveTextAsync(descending ? Number(BrokenJob.ProducerCount - 1) : "0");
        await visit.Button("Partition").ClickAsync();
        await Expect(Rows(visit).First.Locator("th")).ToHaveTextAsync(descending ? "0" : Number(BrokenJob.ProducerCount - 1));
    });

    private static ILocator Filter(Visit visit, string label) => visit.Page.Locator("label").Filter(new LocatorFilterOptions { HasText = label }).Locator("select");

    private static ILocator Rows(Visit visit) => visit.Page.Locator(".virtual tbody tr:not(.spacer)");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
