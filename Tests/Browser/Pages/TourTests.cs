using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>Every page in both colour schemes: for eyes, for a checker of accessibility, in a small window.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class TourTests(LiveScene scene)
{
    private const int SmallWidth = 800;

    public static TheoryData<string, bool> Stops
    {
        get
        {
            TheoryData<string, bool> stops = [];
            foreach (string name in TourStop.Names)
            {
                stops.Add(name, false);
                stops.Add(name, true);
            }

            return stops;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Stops))]
    public Task Page_IsAccessible_AndFitsASmallWindow(string name, bool dark) => scene.VisitAsync(new Look(dark), async visit =>
    {
        TourStop stop = await TourStop.FindAsync(name, scene);
        await stop.ShowAsync(visit);
        await Screenshots.TakeAsync(visit, $"{name}-{(dark ? "dark" : "light")}");
        await visit.MustBeAccessibleAsync();
        await visit.Page.SetViewportSizeAsync(SmallWidth, 900);
        await visit.MustNotScrollSidewaysAsync();
    });
}
