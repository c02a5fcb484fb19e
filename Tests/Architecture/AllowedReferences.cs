namespace ShuffleOrleans.Tests.Architecture;

/// <summary>
/// Who may know whom. A project may also name what the projects it knows know. Samples know the client and each other; tests and benchmarks know what they
/// test.
/// </summary>
internal static class AllowedReferences
{
    private static readonly Dictionary<string, string[]> Direct = new()
    {
        ["Protocol"] = [],
        ["ControlPlane"] = ["Protocol"],
        ["DataPlane"] = ["Protocol"],
        ["Client"] = ["DataPlane"],
        ["Gateway"] = ["ControlPlane"],
        ["Grains.Interfaces"] = ["Protocol"],
        ["Grains"] = ["Grains.Interfaces", "ControlPlane"],
        ["Client.Orleans"] = ["Client", "Grains.Interfaces"],
        ["Silo"] = ["Grains", "DataPlane", "Gateway", "Client.Orleans"],
        ["Standalone"] = ["ControlPlane", "DataPlane", "Gateway"],
        ["Cli"] = ["Client", "DataPlane"],
    };

    /// <summary>Hosts and samples are the ends of the graph: only tests know them.</summary>
    private static readonly string[] Ends = ["Silo", "Standalone", "Cli"];

    public static bool IsKnown(ProjectFile project) =>
        project.IsTest || project.IsSample || IsBenchmark(project) || Direct.ContainsKey(project.Folder);

    public static bool Allows(ProjectFile from, ProjectReference to)
    {
        if (from.IsTest)
        {
            return true;
        }

        if (from.IsSample)
        {
            return to.Folder.StartsWith("Samples/", StringComparison.Ordinal)
                || (to.Folder == "Standalone" && !to.WithAssembly)
                || to.Folder == "Client"
                || MayKnow("Client", to.Folder);
        }

        return IsBenchmark(from)
            ? Direct.ContainsKey(to.Folder) && (!Ends.Contains(to.Folder) || !to.WithAssembly)
            : MayKnow(from.Folder, to.Folder);
    }

    private static bool IsBenchmark(ProjectFile project) =>
        project.Folder == "Benchmarks" || project.Folder.StartsWith("Benchmarks/", StringComparison.Ordinal);

    private static bool MayKnow(string from, string to) =>
        Direct.TryGetValue(from, out string[]? known) && (known.Contains(to) || known.Any(next => MayKnow(next, to)));
}
