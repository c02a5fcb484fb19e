using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>A person at the dashboard, in one tab.</summary>
internal sealed class Visit(IPage page, Uri dashboard, Complaints complaints)
{
    public IPage Page => page;

    public Complaints Complaints => complaints;

    /// <summary>Goes to a page by its address, and waits until it shows something.</summary>
    /// <param name="address">Behind the <c>#</c>.</param>
    public async Task GoAsync(string address)
    {
        await page.GotoAsync($"{dashboard}#{address}");
        await Expect(page.Locator("#title")).ToBeVisibleAsync();
        await Expect(page.Locator(".loading")).ToHaveCountAsync(0);
    }

    public Task MustSayAsync(string words) => Expect(page.Locator("main")).ToContainTextAsync(words);

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>Presses a key where the focus is.</summary>
    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Asserts that nothing makes the page wider than its window.</summary>
    public async Task MustNotScrollSidewaysAsync() =>
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            "The page is wider than its window, by: " + await page.EvaluateAsync<string>(
                "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 80)).slice(0, 5).join('; ')"));

    /// <summary>Asserts that a checker of accessibility finds nothing serious.</summary>
    public async Task MustBeAccessibleAsync()
    {
        AxeResult result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(found => found.Impact is "serious" or "critical")
            .Select(found => $"{found.Id}: {found.Help}: {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
