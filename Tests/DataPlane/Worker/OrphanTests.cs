using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Worker;

/// <summary>Data that nobody claims, on a clock of the test's.</summary>
public sealed class OrphanTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void UnclaimedData_IsOverAfterItsTime()
    {
        OrphanClock clock = new(Week);
        PartitionAttemptId attempt = SamplePartition.NewAttempt();
        Assert.Empty(clock.Look([attempt], Start));
        Assert.Empty(clock.Look([attempt], Start + Week - TimeSpan.FromSeconds(1)));
        Assert.Equal([attempt], clock.Look([attempt], Start + Week));
    }

    [Fact]
    public void CleanerOfOldData_DoesNotDeleteANewJobsData()
    {
        OrphanClock clock = new(Week);
        PartitionAttemptId old = SamplePartition.NewAttempt();
        PartitionAttemptId young = SamplePartition.NewAttempt();
        clock.Look([old], Start);
        clock.Look([old, young], Start + TimeSpan.FromDays(6));
        Assert.Equal([old], clock.Look([old, young], Start + Week));
        Assert.Equal([young], clock.Look([young], Start + TimeSpan.FromDays(13)));
    }

    [Fact]
    public void WordOfTheControlPlane_BeginsTheCountAnew()
    {
        OrphanClock clock = new(Week);
        PartitionAttemptId attempt = SamplePartition.NewAttempt();
        clock.Look([attempt], Start);
        clock.OnHeard();
        Assert.Empty(clock.Look([attempt], Start + Week));
        Assert.Empty(clock.Look([attempt], Start + Week + Week - TimeSpan.FromSeconds(1)));
        Assert.Equal([attempt], clock.Look([attempt], Start + Week + Week));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WorkerThatHearsNobody_DropsItsOrphans_OnlyIfToldTo(bool isOn)
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        using TestStore store = new([new LocalStorageDevice(_directory.Path)], scrubbing: options => options.BytesPerSecond = 0);
        store.Recover();
        using OrphanExpiry expiry = new(isOn ? Week : null, store.Store, store.Clock, NullLogger.Instance);
        store.Clock.Advance(Week - TimeSpan.FromHours(1));
        await store.DiskDoneAsync();
        Assert.Equal([file.Name], _directory.PartitionFiles);
        store.Clock.Advance(TimeSpan.FromHours(2));
        await store.DiskDoneAsync();
        Assert.Equal(isOn ? [] : [file.Name], _directory.PartitionFiles);
        Assert.Equal(isOn ? [(PartitionChangeKind.Released, file.Partition.Attempt)] : [], store.Observer.Heard);
    }
}
