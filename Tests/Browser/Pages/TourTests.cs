using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>Every page in both colour schemes: for eyes, for a checker of accessibility, in a small window.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class TourTests(LiveScene scene)
{
    private const int SmallWidth = 800;
    private const int SmallHeight = 900;

    public static TheoryData<string> Stops => [.. TourStop.Names];

    [BrowserTheory]
    [MemberData(nameof(Stops))]
    public Task Page_IsAccessibleInBothSchemes_AndFitsASmallWindow(string name) => scene.VisitAsync(async visit =>
    {
        TourStop stop = await TourStop.FindAsync(name, scene);
        await stop.ShowAsync(visit);
        await Screenshots.TakeAsync(visit, $"{name}-light");
        await visit.MustBeAccessibleAsync();

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Screenshots.TakeAsync(visit, $"{name}-dark");
        await visit.MustBeAccessibleAsync();

        await visit.Page.SetViewportSizeAsync(SmallWidth, SmallHeight);
        await visit.MustNotScrollSidewaysAsync();
    });
}
