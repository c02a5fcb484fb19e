using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

public sealed class ScrubberChecksTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ChecksInTurn_AreRemembered_AndTheirRoundHasAnEnd()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore store = new([new FaultyStorageDevice(_directory.Path)], scrubbing: options => options.BytesPerSecond = 1024 * 1024);
        store.Recover();
        Assert.Null(store.Scrubber.RoundEndedAt(store.Directories.All[0]));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.DiskDoneAsync();
        for (int tick = 0; store.Scrubber.RoundEndedAt(store.Directories.All[0]) is null; tick++)
        {
            Assert.True(tick < 1000, "The round has no end.");
            store.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await store.DiskDoneAsync();
        }

        FinishedCheck check = Assert.Single(store.Scrubber.Checks.Newest);
        Assert.Equal((file.Partition.Attempt, VerificationOutcome.Sound, CheckOrigin.Scrubber), (check.Attempt, check.Result.Outcome, check.By));
        Assert.Equal(file.Partition.Frames.Count, check.Result.Frames);
    }
}
