using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>How to start .NET programs, this one above all for another role, on the runtime that runs this one.</summary>
internal static class SelfCommand
{
    private const string StandaloneKey = "ShuffleOrleans.StandalonePath";

    /// <summary>This program's assembly.</summary>
    public static string AssemblyPath { get; } = typeof(SelfCommand).Assembly.Location;

    /// <summary>The assembly of the standalone service. The build writes its path, relative to this program's output, into this assembly.</summary>
    public static string StandalonePath { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(SelfCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == StandaloneKey).Value!));

    /// <summary>Starts this program in a role.</summary>
    public static ProcessStartInfo Role(params IEnumerable<string> arguments) => Dotnet(AssemblyPath, arguments);

    /// <summary>Starts a program by its assembly.</summary>
    public static ProcessStartInfo Dotnet(string assembly, IEnumerable<string> arguments) => new(Host(), [assembly, .. arguments]);

    private static string Host()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        string besideRuntime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(besideRuntime) ? besideRuntime : "dotnet";
    }
}
