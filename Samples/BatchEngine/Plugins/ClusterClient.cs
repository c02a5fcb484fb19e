using System.Reflection;
using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.BatchEngine.Plugins;

/// <summary>
/// Connects the JobMaster to the cluster it was told, through a client that is loaded at run time. Executors need none: they talk to workers only.
/// </summary>
internal static class ClusterClient
{
    /// <exception cref="ArgumentException">The address is none.</exception>
    /// <exception cref="IOException">The client cannot be loaded.</exception>
    /// <exception cref="InvalidDataException">The assembly is no client of a cluster, or one of another version.</exception>
    public static Task<IControlPlaneConnection> ConnectAsync(ClusterChoice cluster, CancellationToken cancellationToken)
    {
        ClusterAddress address = ClusterAddress.TryParse(cluster.Address, out ClusterAddress? parsed, out string? problem)
            ? parsed with { ClusterId = cluster.ClusterId }
            : throw new ArgumentException(problem, nameof(cluster));
        return Load(cluster.ClientPath).ConnectAsync(address, cancellationToken);
    }

    private static IControlPlaneConnector Load(string path)
    {
        try
        {
            Assembly assembly = new ClusterClientContext(path).LoadFromAssemblyPath(path);
            Type[] connectors = [.. assembly.GetExportedTypes().Where(IsConnector)];
            return connectors is [Type only]
                ? (IControlPlaneConnector)Activator.CreateInstance(only)!
                : throw new InvalidDataException(
                    $"'{path}' has {connectors.Length} connectors to a cluster instead of one; name the right assembly with --cluster-client.");
        }
        catch (Exception e) when (e is BadImageFormatException or TypeLoadException or MissingMethodException)
        {
            throw new InvalidDataException($"'{path}' cannot be used as client of a cluster: {e.Message}", e);
        }
    }

    private static bool IsConnector(Type type) => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IControlPlaneConnector));
}
