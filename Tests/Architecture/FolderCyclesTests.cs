namespace ShuffleOrleans.Tests.Architecture;

public sealed class FolderCyclesTests
{
    [Fact]
    public void NoProject_HasACycleAmongItsFolders() => Violations.None(Repository.Sources
        .GroupBy(source => Repository.OwnerOf(source)?.Path)
        .Select(project => string.Join(" -> ", FolderCycles.Find([.. project])))
        .Where(cycle => cycle.Length > 0));

    [Fact]
    public void Cycle_IsFoundAndNamed() => Assert.Equal(
        ["ShuffleOrleans.P.A", "ShuffleOrleans.P.B", "ShuffleOrleans.P.C", "ShuffleOrleans.P.A"],
        FolderCycles.Find([Source("A", "B"), Source("B", "C"), Source("C", "A"), Source("D", "A")]));

    [Fact]
    public void CycleThroughASpelledOutName_IsFound() => Assert.NotEmpty(FolderCycles.Find([
        Source("A", "B"),
        new SourceFile("P/B/Y.cs", "namespace ShuffleOrleans.P.B;\n\nclass Y { ShuffleOrleans.P.A.X x; }"),
    ]));

    [Fact]
    public void Diamond_IsNoCycle() => Assert.Empty(
        FolderCycles.Find([Source("A", "B"), Source("A", "C"), Source("B", "D"), Source("C", "D"), Source("D", "D")]));

    private static SourceFile Source(string folder, string known) =>
        new($"P/{folder}/X.cs", $"using ShuffleOrleans.P.{known};\n\nnamespace ShuffleOrleans.P.{folder};\n\nclass X;");
}
