using System.Net.Http.Json;
using System.Text.Json;
using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser.Pages;

/// <summary>One page of the tour.</summary>
/// <param name="Address">Behind the <c>#</c>.</param>
/// <param name="Words">What the page says once it is complete.</param>
/// <param name="Picture">What it draws by then.</param>
internal sealed record TourStop(string Address, string Words, string Picture = "h1")
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "overview", "workers", "worker", "jobs", "job", "heat-map", "reduce-heat-map", "partition", "contribution", "damaged-partition",
        "partitions", "waits", "events", "unknown",
    ];

    public static async Task<TourStop> FindAsync(string name, LiveScene scene)
    {
        BrokenJob broken = scene.Broken;
        return name switch
        {
            "overview" => new("/", "Latest events", ".uplot canvas"),
            "workers" => new("/workers", "127.0.0.1:"),
            "worker" => new($"/workers/{await WorkerAsync(scene)}", "Memory ledger"),
            "jobs" => new("/jobs", "nightly clickstream join"),
            "job" => new($"/jobs/{broken.Job}", "Stages"),
            "heat-map" => new(broken.ExchangeAddress, "is hot"),
            "reduce-heat-map" => new(broken.MergedAddress, "Consumers are even"),
            "partition" => new($"{broken.ExchangeAddress}/{BrokenJob.ReadProducer}", "Timeline"),
            "contribution" => new($"{broken.MergedAddress}/0", "A share of a reduce partition"),
            "damaged-partition" => new($"{broken.ExchangeAddress}/{BrokenJob.DamagedProducer}", "Checksums failed"),
            "partitions" => new("/partitions", "nightly clickstream join"),
            "waits" => new("/waits", "it does not consume what it has"),
            "events" => new("/events", "nightly clickstream join"),
            _ => new("/no/such/page", "No such page"),
        };
    }

    public async Task ShowAsync(Visit visit)
    {
        await visit.GoAsync(Address);
        await visit.MustSayAsync(Words);
        await Expect(visit.Page.Locator(Picture).First).ToBeVisibleAsync();
    }

    private static async Task<string?> WorkerAsync(LiveScene scene) =>
        (await scene.Service.Http.GetFromJsonAsync<JsonElement>("/v1/workers")).GetProperty("items")[0].GetProperty("worker").GetString();
}
