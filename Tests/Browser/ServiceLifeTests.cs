using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser;

/// <summary>A dashboard that stays open outlives its service.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class ServiceLifeTests(LiveScene scene) : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [BrowserFact]
    public async Task StoppedService_IsSaid_AndWithItsReturnThePageIsLiveAgain()
    {
        LiveService service = await LiveService.StartAsync(_directory);
        await using LiveService first = service;
        string address = service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await scene.Browser.VisitAsync(LiveScene.DashboardOf(service), async visit =>
        {
            visit.Complaints.ExpectRefusals();
            await visit.GoAsync("/");
            await Expect(visit.Page.Locator(".light")).ToHaveTextAsync("Live");
            await service.Program.TerminateAsync();
            await Expect(visit.Page.Locator(".banner")).ToContainTextAsync("The service cannot be reached");
            await Expect(visit.Page.Locator(".banner")).ToContainTextAsync("What you see is as of");
            await Expect(visit.Page.Locator(".light")).Not.ToHaveTextAsync("Live");

            await using LiveService again = await LiveService.StartAsync(_directory, "--Shuffle:Gateway:Urls", address);
            await Expect(visit.Page.Locator(".banner")).ToHaveCountAsync(0);
            await Expect(visit.Page.Locator(".light")).ToHaveTextAsync("Live");
        });
    }
}
