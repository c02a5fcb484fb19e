namespace ShuffleOrleans.Tests.Gateway;

/// <summary>Files of the repository that the tests run in.</summary>
internal static class RepositoryFiles
{
    public static string Read(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return File.ReadAllText(Path.Combine(folder.FullName, path));
    }
}
