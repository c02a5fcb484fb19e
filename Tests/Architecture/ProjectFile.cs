using System.Xml.Linq;

namespace ShuffleOrleans.Tests.Architecture;

/// <summary>What a project file says about itself.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _xml;

    public ProjectFile(string path, string xml)
    {
        Path = path;
        _xml = XDocument.Parse(xml);
        References = [.. Items("ProjectReference").Select(ReadReference)];
    }

    /// <summary>From the root, with slashes.</summary>
    public string Path { get; }

    public string Folder => FolderOf(Path);

    public IReadOnlyList<ProjectReference> References { get; }

    public IEnumerable<string> Packages => Items("PackageReference").Select(item => (string?)item.Attribute("Include") ?? string.Empty);

    public bool IsTest => Folder.StartsWith("Tests/", StringComparison.Ordinal);

    public bool IsSample => Folder.StartsWith("Samples/", StringComparison.Ordinal);

    /// <summary>Whether an element of that name stands anywhere in the file.</summary>
    public bool Has(string element) => _xml.Descendants(element).Any();

    /// <summary>Package references that carry a version of their own, past the central ones.</summary>
    public IEnumerable<XElement> PackagesWithVersion =>
        Items("PackageReference").Where(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null);

    public override string ToString() => Path;

    private IEnumerable<XElement> Items(string name) => _xml.Descendants(name);

    private ProjectReference ReadReference(XElement item)
    {
        string target = ((string?)item.Attribute("Include") ?? string.Empty).Replace('\\', '/');
        bool withAssembly = !string.Equals((string?)item.Attribute("ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase);
        return new ProjectReference(FolderOf(Resolve(Folder + "/" + target)), withAssembly);
    }

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : string.Empty;

    private static string Resolve(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
