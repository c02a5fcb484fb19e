namespace ShuffleOrleans.Tests.Browser.Scene;

/// <summary>The tests that look at the one scene, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SceneCollection : ICollectionFixture<LiveScene>
{
    public const string Name = "live scene";
}
