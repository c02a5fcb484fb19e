namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>The Chromium of this system. Nothing is downloaded: the driver comes with its package, the browser with the system.</summary>
internal static class Chromium
{
    // Names the browser where it lies elsewhere; a path without a file stands for none.
    private const string PathVariable = "SHUFFLE_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Nothing of the browser itself may go out, and no state of an earlier run may come in: each launch has a fresh profile.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Where it lies; null if there is none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Why tests are skipped; null if they are not.</summary>
    public static string? Missing { get; } = Path is null ? "THIS SYSTEM HAS NO CHROMIUM: the dashboard is not tested in a browser." : null;

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments, Headless = true });

    private static string? Find() =>
        Environment.GetEnvironmentVariable(PathVariable) is string { Length: > 0 } chosen
            ? (File.Exists(chosen) ? chosen : null)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
                .Prepend("/usr/bin")
                .SelectMany(directory => Names, System.IO.Path.Combine)
                .FirstOrDefault(File.Exists);
}
