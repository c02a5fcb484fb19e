using System.Reflection;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>
/// Where the standalone service lies. The build writes its path, relative to the sample's output, into the sample's assembly
/// (Samples/Directory.Build.targets).
/// </summary>
internal static class StandaloneLocation
{
    private const string MetadataKey = "ShuffleOrleans.StandalonePath";

    /// <exception cref="DriverException">It is not there.</exception>
    public static string Find()
    {
        string? relative = Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == MetadataKey)?.Value;
        string? path = relative is null ? null : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative));
        return path is not null && File.Exists(path)
            ? path
            : throw new DriverException($"The standalone service was not found at '{path}'. Build it, or name a running service with --service.");
    }
}
