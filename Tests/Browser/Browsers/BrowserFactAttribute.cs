namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>A test that needs a browser.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}
