namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>How a tab looks.</summary>
/// <param name="Dark">Whether its user prefers dark colours.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
internal sealed record Look(bool Dark = false, int Width = 1280, int Height = 800);
