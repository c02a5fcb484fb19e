namespace ShuffleOrleans.Tests.Architecture;

/// <summary>The reader of sources itself: a check that sees nothing would hold everything to be right.</summary>
public sealed class SourceFileTests
{
    [Theory]
    [InlineData("public sealed class One\n{", "One")]
    [InlineData("internal static partial class One { }", "One")]
    [InlineData("class One : Base;", "One")]
    [InlineData("public readonly record struct One(int Two);", "One")]
    [InlineData("public sealed record One<T>(T Two)\n    where T : struct;", "One")]
    [InlineData("public readonly ref struct One\n{\n    private class Inner { }\n}", "One")]
    [InlineData("public interface IOne<TSelf>\n", "IOne")]
    [InlineData("[Flags]\npublic enum One : byte\n{", "One")]
    [InlineData("internal delegate ValueTask<int> One(string text);", "One")]
    [InlineData("file class Hidden { }\npublic class One { }", "One")]
    [InlineData("// class Two\n/// <summary>The class of one.</summary>\npublic class One { }", "One")]
    public void OneType_IsSeen(string text, string name) => Assert.Equal([name], new SourceFile("A/One.cs", text).Types);

    [Fact]
    public void TwoTypes_AreSeen() => Assert.Equal(["One", "Two"], new SourceFile("A/One.cs", "public class One\n{\n}\n\ninternal enum Two { }\n").Types);

    [Theory]
    [InlineData("A/One.cs")]
    [InlineData("A/One.Log.cs")]
    [InlineData("A/One{T}.cs")]
    public void FileName_NamesItsType(string path) => Assert.Equal("One", new SourceFile(path, string.Empty).ExpectedType);

    [Fact]
    public void Namespaces_AreSeen_AndCommentsAreNot()
    {
        SourceFile source = new("A/B/One.cs", """
            using System;
            using ShuffleOrleans.A.C;

            namespace ShuffleOrleans.A.B;

            /// ShuffleOrleans.A.E
            class One { ShuffleOrleans.A.D.X x; }
            """);
        Assert.Equal("ShuffleOrleans.A.B", source.Namespace);
        Assert.Equal(["ShuffleOrleans.A.C", "ShuffleOrleans.A.B", "ShuffleOrleans.A.D.X"], source.KnownNamespaces);
    }
}
