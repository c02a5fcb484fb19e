using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>A silo as a process, with its data below one directory. The same directory and ports make it the same silo again after a kill.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private SiloProcess(RunningProgram program, SiloPlace place, JsonElement ready)
    {
        Program = program;
        Place = place;
        DataPort = ready.GetProperty("dataPort").GetInt32();
        Silo = ready.GetProperty("silo").GetString()!;
        Http = new HttpClient { BaseAddress = new Uri(ready.GetProperty("gateway").GetString()!), Timeout = Patience.Limit };
    }

    public RunningProgram Program { get; }

    public SiloPlace Place { get; }

    public int DataPort { get; }

    /// <summary>Orleans' address of this process.</summary>
    public string Silo { get; }

    public HttpClient Http { get; }

    /// <summary>Where the program lies.</summary>
    public static string Path
    {
        get
        {
            string relative = typeof(SiloProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Program.Silo").Value!;
            return System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
        }
    }

    /// <summary>Starts a silo and waits until it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(SiloPlace place, RedisServer redis, params string[] more)
    {
        RunningProgram program = RunningProgram.Start(Path, [.. place.Arguments, .. Redis(redis), .. more]);
        using JsonDocument ready = JsonDocument.Parse(await program.ReadyAsync());
        Assert.Equal(program.Id, ready.RootElement.GetProperty("pid").GetInt32());
        return new SiloProcess(program, place, ready.RootElement);
    }

    public static IReadOnlyList<string> Redis(RedisServer redis) =>
        ["--Shuffle:Cluster:Provider", "redis", "--Shuffle:Cluster:RedisConnectionString", redis.ConnectionString];

    /// <summary>Kills it (SIGKILL) and waits.</summary>
    public Task KillAsync() => Program.KillAsync();

    /// <summary>Freezes it (SIGSTOP): connections stay, nothing answers.</summary>
    public Task FreezeAsync() => Program.SignalAsync("STOP");

    /// <summary>Wakes it up after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => Program.SignalAsync("CONT");

    /// <summary>Asks it to end in order, waits, and asserts that it has.</summary>
    public async Task StopAsync()
    {
        ProgramEnd end = await Program.TerminateAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
    }

    /// <summary>Asks, again and again, until it says that it is ready and sees so many active silos.</summary>
    public async Task SeesAsync(int silos)
    {
        using CancellationTokenSource patience = new(Patience.Limit);
        string wanted = string.Create(CultureInfo.InvariantCulture, $"{silos} silos are active.");
        JsonElement answer;
        do
        {
            using HttpResponseMessage response = await Http.GetAsync("/health/ready", patience.Token);
            answer = await response.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
        }
        while (!answer.GetProperty("checks").EnumerateArray().Any(check => check.GetProperty("reason").GetString() == wanted));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Program.DisposeAsync();
    }
}
