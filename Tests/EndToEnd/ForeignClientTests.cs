using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>The client in Python that was written from the protocol's page alone, against the live service.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ForeignClientTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task RoundTripInAnotherLanguage_Works()
    {
        if (!await PythonClient.IsThereAsync())
        {
            return;
        }

        await using LiveService service = await LiveService.StartAsync(_directory);
        TestJob job = await TestJob.RegisterAsync(service);
        PartitionAllocation allocation = await job.AllocateAsync(0, 4);
        await using RunningProgram client = PythonClient.StartRoundTrip(allocation);
        ProgramEnd end = await client.EndAsync();
        Assert.True(end.ExitCode == 0 && end.Output[^1] == "verified", $"{end}");
        await job.WaitForAsync(PartitionEventKind.Committed, allocation.Attempt);
        await service.MustBeHealthyAsync();
        await job.UnregisterAsync();
        await service.MustEndWithoutLeavingsAsync(_directory);
    }
}
