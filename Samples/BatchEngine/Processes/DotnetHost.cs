using System.Runtime.InteropServices;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>Finds the <c>dotnet</c> command of the runtime that runs this program, for starting another program on the same one.</summary>
internal static class DotnetHost
{
    public static string Path()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string besideRuntime = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(besideRuntime) ? besideRuntime : name;
    }
}
