using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

public class ExclusionSnapshotTests
{
    [Fact]
    public async Task Exclusion_IsInTheSnapshot()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        await plane.Plane.ExcludeWorkerAsync(worker.Id, "why", default);

        Assert.Equal("why", StateText.Copy(plane.Plane.State).Worker(worker.Id)!.ExcludedFor);
    }
}
