using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.ControlPlane;

namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>The standalone service as a process, with data and journal below one directory.</summary>
internal sealed class LiveService : IAsyncDisposable
{
    private LiveService(RunningProgram program, Uri gateway, int dataPort)
    {
        Program = program;
        DataPort = dataPort;
        Http = new HttpClient { BaseAddress = gateway, Timeout = Patience.Limit };
        ControlPlane = new HttpShuffleControlPlane(
            Http, new HttpShuffleControlPlaneOptions(), TimeProvider.System, new Random(1), NullLogger<HttpShuffleControlPlane>.Instance);
    }

    public RunningProgram Program { get; }

    public int DataPort { get; }

    public HttpClient Http { get; }

    public HttpShuffleControlPlane ControlPlane { get; }

    public static IReadOnlyList<string> Arguments(TestDirectory directory) =>
    [
        "--Shuffle:Worker:DataDirectories", $"[SSD]{directory.Sub("data")}",
        "--Shuffle:Worker:DataPort", "0",
        "--Shuffle:Worker:Storage:MinReservedBytes", "0",
        "--Shuffle:Gateway:Urls", "http://127.0.0.1:0",
        "--Shuffle:ControlPlane:JournalDirectory", directory.Sub("journal"),
    ];

    public static async Task<LiveService> StartAsync(TestDirectory directory, params string[] more)
    {
        RunningProgram program = RunningProgram.Start(Programs.Standalone, [.. Arguments(directory), .. more]);
        using JsonDocument ready = JsonDocument.Parse(await program.ReadyAsync());
        Assert.Equal(program.Id, ready.RootElement.GetProperty("pid").GetInt32());
        return new LiveService(program, new Uri(ready.RootElement.GetProperty("gateway").GetString()!), ready.RootElement.GetProperty("dataPort").GetInt32());
    }

    /// <summary>Asserts that it says it is well.</summary>
    public async Task MustBeHealthyAsync()
    {
        foreach (string path in (string[])["/health/live", "/health/ready"])
        {
            using HttpResponseMessage answer = await Http.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        }

        JsonElement info = await Http.GetFromJsonAsync<JsonElement>("/v1/info");
        Assert.EndsWith($":{DataPort}", info.GetProperty("dataEndpoint").GetString(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Ends it in order, once its jobs have ended: what it was told to delete is gone by then, and a buffer or handle that somebody kept would be an error.
    /// </summary>
    public async Task MustEndWithoutLeavingsAsync(TestDirectory directory)
    {
        ProgramEnd end = await Program.TerminateAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        Assert.DoesNotContain(end.Errors, line => line.StartsWith("fail: ", StringComparison.Ordinal) || line.StartsWith("crit: ", StringComparison.Ordinal));
        DataFiles.MustBeGone(directory);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Program.DisposeAsync();
    }
}
