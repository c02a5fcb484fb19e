using System.Net.Http.Headers;
using System.Net.Http.Json;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Browser.Browsers;

namespace ShuffleOrleans.Tests.Browser.Scene;

/// <summary>A live service with a job on it that is broken on purpose, and a browser to look at it. Made once for all tests of the collection.</summary>
public sealed class LiveScene : IAsyncLifetime, IDisposable
{
    internal const string AdminToken = "the-admin-token-of-the-scene";

    // An engine may send any name. This one wants to be markup, then to turn the line around, then to break it.
    internal const string HostileName = "<img src=x onerror=alert(1)>\"'</script><b>\u202Egnitros\u0007\u001B[31m";

    private readonly TestDirectory _directory = new();
    private LiveService? _service;
    private OpenBrowser? _browser;
    private ScriptedJob? _hostile;

    internal LiveService Service => _service!;

    internal OpenBrowser Browser => _browser!;

    internal BrokenJob Broken { get; private set; } = null!;

    internal JobId HostileJob => _hostile!.Job;

    public async Task InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        _browser = await OpenBrowser.StartAsync();
        _service = await LiveService.StartAsync(
            _directory, "--Shuffle:Gateway:AdminToken", AdminToken, "--Shuffle:ControlPlane:WorkerHeartbeatInterval", "00:00:00.2");
        _hostile = await ScriptedJob.StartAsync(_service, HostileName);
        await _hostile.ProduceAsync(new ScriptedOutput(DataSetId.FromGuid(Guid.NewGuid()), DataPartitionKind.Map, 0, 2, 4));
        Broken = await BrokenJob.StartAsync(_service, new DataFiles(_directory));
        await VerifyAsync(BrokenJob.DamagedProducer);
        await VerifyAsync(BrokenJob.HeavyProducer - 1);
    }

    internal Task VisitAsync(Func<Visit, Task> visit) => Browser.VisitAsync(DashboardOf(Service), visit);

    internal static Uri DashboardOf(LiveService service) => new(service.Http.BaseAddress!, "/dashboard/");

    public async Task DisposeAsync()
    {
        foreach (IAsyncDisposable? part in (IAsyncDisposable?[])[_browser, Broken, _hostile, _service])
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    public void Dispose() => _directory.Dispose();

    // What an operator has asked for before anybody looks.
    private async Task VerifyAsync(int producer)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/v1/partitions/{Broken.Job}/{Broken.Exchange}/{producer}:verify");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
        request.Content = JsonContent.Create(new { });
        using HttpResponseMessage answer = await Service.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
