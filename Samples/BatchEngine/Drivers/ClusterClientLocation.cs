namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>
/// Where the client of a cluster lies. The engine is built without it, so it is sought: beside the program, then where the repository's build puts it, in a
/// folder above the program.
/// </summary>
internal static class ClusterClientLocation
{
    private const string FileName = "ShuffleOrleans.Client.Orleans.dll";
    private const string Project = "Client.Orleans";

    /// <param name="chosen">A path the user gave: the assembly, or its folder; null to seek.</param>
    /// <param name="programDirectory">Where the program lies: .../bin/CONFIGURATION/FRAMEWORK/ if it was just built.</param>
    /// <exception cref="DriverException">It is not there.</exception>
    public static string Find(string? chosen, string programDirectory)
    {
        if (chosen is not null)
        {
            string path = Path.GetFullPath(Directory.Exists(chosen) ? Path.Combine(chosen, FileName) : chosen);
            return File.Exists(path) ? path : throw NotThere($"at '{path}'");
        }

        return Candidates(programDirectory).FirstOrDefault(File.Exists) ?? throw NotThere($"beside '{programDirectory}' or in a build of {Project} above it");
    }

    private static IEnumerable<string> Candidates(string programDirectory)
    {
        DirectoryInfo program = new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(programDirectory)));
        yield return Path.Combine(program.FullName, FileName);
        if (program.Parent is not { } configuration)
        {
            yield break;
        }

        for (DirectoryInfo? above = configuration.Parent; above is not null; above = above.Parent)
        {
            yield return Path.Combine(above.FullName, Project, "bin", configuration.Name, program.Name, FileName);
        }
    }

    private static DriverException NotThere(string where)
        => new($"The client of a cluster was not found {where}; build it with: dotnet build -c Release {Project}");
}
