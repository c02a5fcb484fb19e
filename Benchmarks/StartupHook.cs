using System.Diagnostics;
using ShuffleOrleans.Benchmarks.Processes;

/// <summary>
/// Runs inside of the standalone service before its own first line, by the runtime's DOTNET_STARTUP_HOOKS, so that the service itself needs nothing for being
/// measured: the runner can ask for the exact counters of its heap, and the process does not outlive the runner. Name and signature are the runtime's.
/// </summary>
internal sealed class StartupHook
{
    public static void Initialize() => ControlLine.Watch(Process.GetCurrentProcess().Kill);
}
