using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ShuffleOrleans.Gateway.Dashboard;

/// <summary>
/// The files of the dashboard by their paths below it. They are resources of this assembly, read once; a request is looked up by its whole path, so no
/// path leads anywhere else.
/// </summary>
internal sealed class DashboardFiles
{
    /// <summary>What the build puts before the path of each file.</summary>
    private const string Prefix = "dashboard/";

    /// <summary>The build names what lies here after its content.</summary>
    private const string HashedFolder = "assets/";

    private const string Index = "index.html";

    private readonly Dictionary<string, DashboardFile> _files;

    private DashboardFiles(Dictionary<string, DashboardFile> files) => _files = files;

    /// <summary>Their paths, for tests.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    public static DashboardFiles Embedded()
    {
        Assembly assembly = typeof(DashboardFiles).Assembly;
        return new DashboardFiles(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal));
    }

    /// <summary>The file at a path, the first page at the empty path, or null.</summary>
    public DashboardFile? Find(string path) => _files.GetValueOrDefault(path.Length == 0 ? Index : path);

    private static DashboardFile Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Resource {name} of {assembly.GetName().Name} cannot be read; build it again.");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        string tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
        return new DashboardFile(
            content, ContentTypeOf(name), new EntityTagHeaderValue($"\"{tag}\""), name.StartsWith(Prefix + HashedFolder, StringComparison.Ordinal));
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
