namespace ShuffleOrleans.Tests.Architecture;

/// <summary>Finds a cycle among the folders of one project, by the namespaces that their files name.</summary>
internal static class FolderCycles
{
    /// <summary>The namespaces of a cycle, the first repeated at the end; empty if there is none.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<SourceFile> sources)
    {
        Dictionary<string, HashSet<string>> known = Graph(sources);
        HashSet<string> done = [];
        foreach (string start in known.Keys.Order(StringComparer.Ordinal))
        {
            if (Walk(start, known, done, []) is { Count: > 0 } cycle)
            {
                return cycle;
            }
        }

        return [];
    }

    private static Dictionary<string, HashSet<string>> Graph(IReadOnlyList<SourceFile> sources)
    {
        Dictionary<string, HashSet<string>> known = [];
        foreach (SourceFile source in sources.Where(source => source.Namespace is not null))
        {
            known.TryAdd(source.Namespace!, []);
        }

        foreach (SourceFile source in sources.Where(source => source.Namespace is not null))
        {
            IEnumerable<string> others = source.KnownNamespaces.Select(name => NamespaceIn(name, known)).OfType<string>();
            known[source.Namespace!].UnionWith(others.Where(other => other != source.Namespace));
        }

        return known;
    }

    // A name that is spelled out may end in a type: its longest prefix that is a namespace of the project counts.
    private static string? NamespaceIn(string name, Dictionary<string, HashSet<string>> known)
    {
        while (!known.ContainsKey(name))
        {
            int dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = name[..dot];
        }

        return name;
    }

    private static List<string> Walk(string at, Dictionary<string, HashSet<string>> known, HashSet<string> done, List<string> path)
    {
        if (path.Contains(at))
        {
            return [.. path[path.IndexOf(at)..], at];
        }

        if (!done.Contains(at))
        {
            path.Add(at);
            foreach (string next in known[at].Order(StringComparer.Ordinal))
            {
                if (Walk(next, known, done, path) is { Count: > 0 } cycle)
                {
                    return cycle;
                }
            }

            path.RemoveAt(path.Count - 1);
            done.Add(at);
        }

        return [];
    }
}
