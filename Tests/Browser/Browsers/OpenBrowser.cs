namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>A browser with its driver, for the tests of one collection.</summary>
internal sealed class OpenBrowser : IAsyncDisposable
{
    // How long something may take to show. Never part of a claim.
    private const float PatienceMs = 40_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OpenBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<OpenBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        IPlaywright playwright = await Playwright.CreateAsync();
        return new OpenBrowser(playwright, await Chromium.LaunchAsync(playwright));
    }

    /// <summary>Opens a tab of its own, without anything that another tab keeps, runs a visit in it, and asserts that the tab had nothing to complain of.</summary>
    /// <param name="dashboard">Where the dashboard is.</param>
    /// <param name="visit">What to do there.</param>
    public async Task VisitAsync(Uri dashboard, Func<Visit, Task> visit)
    {
        await using IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(PatienceMs);
        IPage page = await context.NewPageAsync();
        Complaints complaints = await Complaints.HeardFromAsync(page, dashboard);
        await visit(new Visit(page, dashboard, complaints));
        await complaints.MustBeNoneAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
