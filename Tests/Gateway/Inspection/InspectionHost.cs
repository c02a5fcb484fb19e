using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.ControlPlane.Embedded;
using ShuffleOrleans.Gateway;
using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>
/// A gateway on a real server over a real embedded control plane with one registered worker, whose inside is scripted, and one job. Its clock stands still
/// until a test moves it.
/// </summary>
internal sealed class InspectionHost : IAsyncDisposable
{
    public const string AdminToken = "the-admin-token-of-the-tests";
    public const string ReadToken = "the-read-token-of-the-tests";
    public const string HostileName = "<script>alert('x')</script>\"\u001b[31m\u202e../../etc/passwd\r\n\0 ${jndi:x} 💥";

    private readonly WebApplication _app;

    private InspectionHost(WebApplication app, ManualTimeProvider clock, ScriptedWorkers workers)
    {
        _app = app;
        Clock = clock;
        Workers = workers;
        Plane = app.Services.GetRequiredService<EmbeddedControlPlane>();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public ManualTimeProvider Clock { get; }

    public ScriptedWorkers Workers { get; }

    public EmbeddedControlPlane Plane { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<InspectionHost> StartAsync(Action<ShuffleGatewayOptions>? configure = null)
    {
        ManualTimeProvider clock = new();
        ScriptedWorkers workers = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new SilentLoggerProvider());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddEmbeddedShuffleControlPlane();
        builder.Services.AddSingleton<IWorkerInspections>(workers);
        builder.Services.AddShuffleGateway(configure);
        WebApplication app = builder.Build();
        app.MapShuffleGateway();
        await app.StartAsync();
        return new InspectionHost(app, clock, workers);
    }

    /// <summary>One with an admin token, a worker, a job with a hostile name, a committed partition 0 and an allocated partition 1.</summary>
    public static async Task<InspectionHost> StartFilledAsync(Action<ShuffleGatewayOptions>? configure = null)
    {
        InspectionHost host = await StartAsync(options =>
        {
            options.AdminToken = AdminToken;
            configure?.Invoke(options);
        });
        await host.Plane.RegisterWorkerAsync(SampleWorker.Registration, default);
        await host.Plane.RegisterJobAsync(Samples.Registration with { Name = HostileName, AssignmentStrategy = null }, default);
        PartitionRequest[] wanted =
        [
            new(Samples.DataSet, DataPartitionKind.Map, 0, 0, 4),
            new(Samples.DataSet, DataPartitionKind.Map, 1, 0, 4),
        ];
        PartitionAllocationReply reply = await host.Plane.AllocatePartitionsAsync(new(Samples.Job, Samples.Instance, wanted), default);
        PartitionChange committed = new(1, PartitionChangeKind.Committed, reply.Allocations[0].Attempt, 4, Samples.Receipt, "");
        await host.Plane.HeartbeatWorkerAsync(new(Samples.Worker, Samples.Incarnation, SampleWorker.Registration.Load, [committed]), default);
        host.Attempt = reply.Allocations[0].Attempt;
        return host;
    }

    /// <summary>The committed attempt.</summary>
    public PartitionAttemptId Attempt { get; private set; }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? token = null)
    {
        using HttpRequestMessage request = new(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    /// <summary>The answer to a request that is expected to succeed.</summary>
    public async Task<JsonElement> GetAsync(string path, string? token = null)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, token: token);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Sends a change with the admin token and expects it to succeed.</summary>
    public async Task<string> ChangeAsync(HttpMethod method, string path, string body)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body, AdminToken);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Workers.Release();
        await _app.DisposeAsync();
    }
}
