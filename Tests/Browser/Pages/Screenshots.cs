using ShuffleOrleans.Tests.Browser.Browsers;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>Pictures of the pages for the documents: taken where the environment variable SHUFFLE_SCREENSHOTS names a directory, and else not.</summary>
internal static class Screenshots
{
    public static async Task TakeAsync(Visit visit, string name)
    {
        if (Environment.GetEnvironmentVariable("SHUFFLE_SCREENSHOTS") is string { Length: > 0 } directory)
        {
            await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
        }
    }
}
