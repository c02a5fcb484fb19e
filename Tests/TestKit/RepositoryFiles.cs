namespace ShuffleOrleans.Tests.TestKit;

/// <summary>Finds the files of the repository that a test was built from.</summary>
public static class RepositoryFiles
{
    /// <summary>The repository's root: the folder of global.json above the test's binaries.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder of the repository, given with slashes.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} has a global.json: run the tests from the repository's own build.");
    }
}
