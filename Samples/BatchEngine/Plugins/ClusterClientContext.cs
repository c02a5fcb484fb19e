using System.Reflection;
using System.Runtime.Loader;

namespace ShuffleOrleans.Samples.BatchEngine.Plugins;

/// <summary>
/// Loads the client of a cluster with what lies beside it. What the program has itself, the framework and the shuffle client, is shared, so that both sides
/// mean the same types. One for a process; stays until its end.
/// </summary>
internal sealed class ClusterClientContext(string path) : AssemblyLoadContext("cluster-client")
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string? beside = _resolver.ResolveAssemblyToPath(assemblyName);
        return beside is null || ProgramHas(assemblyName) ? null : LoadFromAssemblyPath(beside);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
        => _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } beside ? LoadUnmanagedDllFromPath(beside) : 0;

    private static bool ProgramHas(AssemblyName name)
    {
        try
        {
            Default.LoadFromAssemblyName(name);
            return true;
        }
        catch (IOException)
        {
            // Not there, or an older one than the client needs: it brings its own.
            return false;
        }
    }
}
