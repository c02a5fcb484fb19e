namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>Several tests that need a browser.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
