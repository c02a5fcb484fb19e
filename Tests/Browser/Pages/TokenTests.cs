using System.Net.Http.Json;
using System.Text.Json;
using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>Nothing changes without the token; with it, the buttons do what they say.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class TokenTests(LiveScene scene)
{
    private const string TokenField = "Admin token of this service";

    [BrowserFact]
    public Task Change_NeedsTheToken_AndIsRefusedAWrongOne() => scene.VisitAsync(async visit =>
    {
        visit.Complaints.ExpectRefusals();
        string address = $"/partitions/{scene.Broken.Job}/{scene.Broken.Exchange}/0";
        string before = await StateAsync(address);
        await visit.GoAsync($"{scene.Broken.ExchangeAddress}/0");
        await visit.Button("Release…").ClickAsync();
        await Expect(visit.Page.GetByLabel(TokenField)).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).Not.ToContainTextAsync("released");

        await EnterAsync(visit, "not-the-token-of-anybody");
        await visit.Page.GetByRole(AriaRole.Dialog).Locator("button[type=submit]").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog).Locator(".note.bad")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel(TokenField)).ToBeVisibleAsync();

        await visit.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal(before, await StateAsync(address));
    });

    [BrowserFact]
    public Task Verify_FindsTheDamageThatNobodyKnewOf() => scene.VisitAsync(async visit =>
    {
        await visit.GoAsync($"{scene.Broken.ExchangeAddress}/{BrokenJob.SilentlyDamagedProducer}");
        await Expect(visit.Page.Locator(".pagehead")).ToContainTextAsync("Committed");
        await visit.Button("Verify…").ClickAsync();
        await EnterAsync(visit, LiveScene.AdminToken);
        await visit.Button("Verify").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Damaged");
        await visit.Button("Close").ClickAsync();
        await visit.MustSayAsync("Checksums failed");
        await Expect(visit.Page.Locator(".pagehead")).ToContainTextAsync("Lost");
    });

    [BrowserFact]
    public Task Exclude_AsksForAReason_AndIncludeTakesItBack() => scene.VisitAsync(async visit =>
    {
        JsonElement workers = await scene.Service.Http.GetFromJsonAsync<JsonElement>("/v1/workers");
        await visit.GoAsync($"/workers/{workers.GetProperty("items")[0].GetProperty("worker").GetString()}");
        await visit.Page.Locator(".pagehead").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Exclude" }).ClickAsync();
        await EnterAsync(visit, LiveScene.AdminToken);
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("its fan is loud");
        await visit.Page.GetByRole(AriaRole.Dialog).Locator("button[type=submit]").ClickAsync();
        await visit.Button("Close").ClickAsync();
        await Expect(visit.Page.Locator(".pagehead")).ToContainTextAsync("its fan is loud");

        await visit.Page.Locator(".pagehead").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Include" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).Locator("button[type=submit]").ClickAsync();
        await visit.Button("Close").ClickAsync();
        await Expect(visit.Page.Locator(".pagehead")).ToContainTextAsync("Active");
    });

    private static async Task EnterAsync(Visit visit, string token)
    {
        await visit.Page.GetByLabel(TokenField).FillAsync(token);
        await visit.Button("Continue").ClickAsync();
    }

    private async Task<string> StateAsync(string address) =>
        (await scene.Service.Http.GetFromJsonAsync<JsonElement>($"/v1{address}")).GetProperty("attempts").GetRawText();
}
