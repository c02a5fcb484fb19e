using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Browser.Browsers;
using ShuffleOrleans.Tests.Browser.Scene;
using static Microsoft.Playwright.Assertions;

namespace ShuffleOrleans.Tests.Browser;

/// <summary>A service with 100,000 partitions.</summary>
[Trait("Category", "EndToEnd")]
[Collection(SceneCollection.Name)]
public sealed class ManyPartitionsTests(LiveScene scene) : IDisposable
{
    private const int Count = 100_000;
    private const int MaxDrawnRows = 120;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [BrowserFact]
    public async Task Page_ScrollsToTheEndOfAll_AndDrawsWhatIsSeen()
    {
        await using LiveService service = await LiveService.StartAsync(_directory);
        await AllocateAsync(service);
        await scene.Browser.VisitAsync(LiveScene.DashboardOf(service), async visit =>
        {
            await visit.GoAsync("/partitions?sort=index");
            ILocator rows = visit.Page.Locator(".virtual tbody tr:not(.spacer)");
            await Expect(visit.Page.Locator(".position")).ToContainTextAsync("of 100,000");
            await Expect(rows.First.Locator("th")).ToHaveTextAsync("0");
            await visit.Page.Locator(".virtual .scroll").EvaluateAsync("frame => frame.scrollTo({ top: frame.scrollHeight })");
            await Expect(visit.Page.Locator(".position")).ToContainTextAsync("–100,000 of 100,000");
            await Expect(rows.Last.Locator("th")).ToHaveTextAsync("99,999");
            await Expect(rows.Last.Locator("th")).ToBeInViewportAsync();
            Assert.InRange(await rows.CountAsync(), 1, MaxDrawnRows);
        });
    }

    private static async Task AllocateAsync(LiveService service)
    {
        JobId job = JobId.FromGuid(Guid.NewGuid());
        JobInstanceId instance = JobInstanceId.FromGuid(Guid.NewGuid());
        DataSetId dataSet = DataSetId.FromGuid(Guid.NewGuid());
        await service.ControlPlane.RegisterJobAsync(new JobRegistrationRequest(job, instance, "a hundred thousand"), CancellationToken.None);
        foreach (int[] batch in Enumerable.Range(0, Count).Chunk(PartitionAllocationRequest.MaxPartitions))
        {
            PartitionRequest[] requests = [.. batch.Select(index => new PartitionRequest(dataSet, DataPartitionKind.Map, index, 0, 100))];
            await service.ControlPlane.AllocatePartitionsAsync(new PartitionAllocationRequest(job, instance, requests), CancellationToken.None);
        }
    }
}
