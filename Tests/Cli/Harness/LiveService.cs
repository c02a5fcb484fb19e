using System.Text.Json;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>The standalone service as a process, with an admin token and a data directory of its own.</summary>
internal sealed class LiveService : IAsyncDisposable
{
    public const string AdminToken = "admin-token-of-this-test";

    private readonly TestDirectory _directory = new();
    private RunningProgram _program = null!;

    public Uri Address { get; private set; } = null!;

    public string DataDirectory => Path.Combine(_directory.Path, "data");

    public static async Task<LiveService> StartAsync()
    {
        LiveService service = new();
        service._program = RunningProgram.Start(
            Programs.Standalone,
            [
                "--Shuffle:Worker:DataDirectories", $"[SSD]{service._directory.Sub("data")}",
                "--Shuffle:Worker:DataPort", "0",
                "--Shuffle:Worker:Storage:MinReservedBytes", "0",
                "--Shuffle:Gateway:Urls", "http://127.0.0.1:0",
                "--Shuffle:Gateway:AdminToken", AdminToken,
                "--Shuffle:ControlPlane:JournalDirectory", service._directory.Sub("journal"),
            ]);
        using JsonDocument ready = JsonDocument.Parse(await service._program.ReadyAsync());
        service.Address = new Uri(ready.RootElement.GetProperty("gateway").GetString()!);
        return service;
    }

    public Shuffle Shuffle() => new Shuffle(Address).With("SHUFFLE_TOKEN", AdminToken);

    /// <summary>Kills it, as a machine would that loses power: what was committed stays.</summary>
    public Task KillAsync() => _program.KillAsync();

    public string[] Files(string pattern) => [.. Directory.EnumerateFiles(DataDirectory, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _directory.Dispose();
    }
}
