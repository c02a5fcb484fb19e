using System.Diagnostics;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Processes;

namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>A server that is one .NET process: this program as <c>serve NAME DIRECTORY</c>, or another program with our startup hook in it.</summary>
internal sealed class DotnetServer : ISystemServer
{
    /// <summary>Begins the line that says where the server is.</summary>
    public const string Ready = "READY ";

    private readonly ChildProcess _process;

    private DotnetServer(ChildProcess process, string address)
    {
        _process = process;
        Address = address;
    }

    public IReadOnlyList<int> ProcessIds => [_process.Id];

    public string Address { get; }

    /// <summary>Starts the server role of a system.</summary>
    public static Task<DotnetServer> StartRoleAsync(string system, string directory, CancellationToken cancellationToken) =>
        StartAsync(system, SelfCommand.Role("serve", system, directory), address => address, cancellationToken);

    /// <summary>Starts another program, which is made to answer on the control line as well.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="startInfo">What to start.</param>
    /// <param name="addressOf">Makes the address of what it says when it is ready.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<DotnetServer> StartProgramAsync(
        string name, ProcessStartInfo startInfo, Func<string, string> addressOf, CancellationToken cancellationToken)
    {
        startInfo.Environment["DOTNET_STARTUP_HOOKS"] = SelfCommand.AssemblyPath;
        return StartAsync(name, startInfo, addressOf, cancellationToken);
    }

    public async Task<ManagedCounters?> CountAsync(CancellationToken cancellationToken)
    {
        await _process.TellAsync(ControlLine.Counters);
        return JsonSerializer.Deserialize<ManagedCounters>(await _process.HearAfterAsync(ControlLine.Counters, cancellationToken));
    }

    public async Task<long?> MeasureHeapAsync(CancellationToken cancellationToken)
    {
        await _process.TellAsync(ControlLine.Heap);
        return JsonSerializer.Deserialize<long>(await _process.HearAfterAsync(ControlLine.Heap, cancellationToken));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<DotnetServer> StartAsync(
        string name, ProcessStartInfo startInfo, Func<string, string> addressOf, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start($"the server of {name}", startInfo);
        try
        {
            return new DotnetServer(process, addressOf(await process.HearAfterAsync(Ready, cancellationToken)));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
