using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>This program as the server of a system: <c>serve NAME DIRECTORY</c>. Ends with its standard input.</summary>
internal static class ServerRole
{
    public static async Task<int> RunAsync(ISystemUnderTest system, string directory, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ControlLine.Watch(stop.Cancel);
        try
        {
            await system.ServeAsync(directory, SayReady, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was told to end.
        }

        return 0;
    }

    private static void SayReady(string address)
    {
        Console.Out.WriteLine(DotnetServer.Ready + address);
        Console.Out.Flush();
    }
}
