using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>What lies where, wherever a partition stands, against what was written.</summary>
public sealed class LayoutTests : LiveWorkerTest
{
    private readonly SamplePartition _partition = SamplePartition.Mixed();

    [Fact]
    public async Task CommittedPartition_IsToldToItsLastByte()
    {
        await Worker.WriteAsync(_partition);
        PartitionLayout layout = await LayoutAsync(_partition);
        Assert.Equal((StoredIn.File, false, _partition.Receipt), (layout.StoredIn, layout.Contributions, layout.Receipt!.Value));
        string file = Assert.Single(Directory.PartitionFiles);
        Assert.EndsWith(layout.FileName, file, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(Directory.PathOf(file)).Length, layout.FileBytes);
        AssertSectionsFill(layout);
        Assert.Equal(_partition.Receipt.FrameBytes, layout.Sections.Single(section => section.Kind == SectionKind.Frames).Bytes);
        AssertTellsFrames(layout, _partition);
        Assert.Empty(layout.Readers);
    }

    [Fact]
    public async Task Regions_ArePaged()
    {
        await Worker.WriteAsync(_partition);
        PartitionLayout page = (await FindAsync(new LayoutRequest(_partition.Attempt, 2, 1)))!;
        Assert.Equal((4, 2), (page.RegionCount, page.Skip));
        Assert.Equal(2, Assert.Single(page.Regions).Region);
        Assert.Equal(_partition.Receipt.FrameCount, (await LayoutAsync(_partition)).Regions.Sum(region => region.Frames));
    }

    [Fact]
    public async Task PartitionInMemory_IsToldWithoutAFile()
    {
        _partition.With(Durability.Memory);
        await Worker.WriteAsync(_partition);
        PartitionLayout layout = await LayoutAsync(_partition);
        Assert.Equal((StoredIn.Memory, "", _partition.Receipt.FrameBytes), (layout.StoredIn, layout.FileName, layout.FileBytes));
        AssertTellsFrames(layout, _partition);
        WorkerInside inside = await Worker.Worker.Inspection.InspectAsync(default);
        Assert.Equal((1, 1), (inside.KeptPartitions, Assert.Single(inside.Disks).Partitions));
        Assert.Contains(inside.Ledger.Holders, holder => holder.Kind == HolderKind.Kept && holder.InUseBytes == inside.KeptBytes);
        Verification verification = await Worker.Worker.Inspection.VerifyAsync(_partition.Attempt, default);
        Assert.Equal(CheckOutcome.InMemory, verification.Outcome);
        await ReleaseAsync(_partition);
    }

    [Fact]
    public async Task PartitionBeingWritten_IsToldSoFar()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, _partition);
        await writer.OpenAsync();
        await writer.SendFramesAsync();
        await client.SettleAsync();
        PartitionLayout layout = await LayoutAsync(_partition);
        Assert.Equal((StoredIn.Writing, _partition.Receipt), (layout.StoredIn, layout.Receipt!.Value));
        AssertTellsFrames(layout, _partition);
        await writer.FinishAsync();
        Assert.Equal(StoredIn.File, (await LayoutAsync(_partition)).StoredIn);
    }

    [Fact]
    public async Task Contribution_IsToldPieceByPiece()
    {
        SampleDataSet dataSet = new(5);
        SamplePartition contribution = dataSet.Mixed(1);
        await Worker.WriteAsync(contribution);
        PartitionLayout layout = await LayoutAsync(contribution);
        Assert.Equal((StoredIn.File, true, contribution.Receipt), (layout.StoredIn, layout.Contributions, layout.Receipt!.Value));
        AssertSectionsFill(layout);
        for (int subpartition = 0; subpartition < 5; subpartition++)
        {
            Assert.Equal(contribution.BytesIn(SubpartitionRange.Single(subpartition)).Length, layout.SubpartitionBytes[subpartition]);
        }

        Assert.Equal(layout.SubpartitionFrames.Sum(), layout.Regions.Sum(region => region.Frames));
        await ReleaseAsync(contribution);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DamagedFile_IsToldFromTheQuarantine_AlsoIfTheLookFindsTheDamage(bool isVerifiedBefore)
    {
        await Worker.WriteAsync(_partition);
        string path = Directory.PathOf(Directory.PartitionFiles.Single());
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        if (isVerifiedBefore)
        {
            Assert.Equal(CheckOutcome.Damaged, (await Worker.Worker.Inspection.VerifyAsync(_partition.Attempt, default)).Outcome);
        }

        PartitionLayout layout = await LayoutAsync(_partition);
        Assert.Equal((StoredIn.Quarantine, (long)bytes.Length), (layout.StoredIn, layout.FileBytes));
        Assert.NotEmpty(layout.Detail);
        WorkerInside inside = await Worker.Worker.Inspection.InspectAsync(default);
        Assert.Equal((1, (long)bytes.Length), (inside.QuarantinedFiles, inside.QuarantinedBytes));
        Assert.Equal(isVerifiedBefore ? 1 : 0, inside.VerificationFailures);
    }

    [Fact]
    public async Task UnknownPartition_HasNoLayout() => Assert.Null(await FindAsync(new LayoutRequest(SamplePartition.NewAttempt())));

    private static void AssertSectionsFill(PartitionLayout layout)
    {
        long end = 0;
        foreach (LayoutSection section in layout.Sections)
        {
            Assert.Equal(end, section.Offset);
            end += section.Bytes;
        }

        Assert.Equal(layout.FileBytes, end);
    }

    private static void AssertTellsFrames(PartitionLayout layout, SamplePartition partition)
    {
        for (int subpartition = 0; subpartition < partition.SubpartitionCount; subpartition++)
        {
            SubpartitionRange range = SubpartitionRange.Single(subpartition);
            Assert.Equal(partition.BytesIn(range).Length, layout.SubpartitionBytes[subpartition]);
            Assert.Equal(partition.FramesIn(range).Count, layout.SubpartitionFrames[subpartition]);
        }

        Assert.Equal(partition.Receipt.FrameBytes, layout.Regions.Sum(region => region.Bytes));
        long offset = 128;
        foreach (LayoutRun run in layout.Regions.SelectMany(region => region.Runs))
        {
            Assert.Equal(offset, run.Offset);
            offset += run.Bytes;
        }

        Assert.Equal(
            partition.Frames.GroupBy(frame => frame.Header.Region).Select(region => region.First().Header.Flags == FrameFlags.Broadcast),
            layout.Regions.Select(region => region.Broadcast));
    }

    private async Task<PartitionLayout> LayoutAsync(SamplePartition partition) => (await FindAsync(new LayoutRequest(partition.Attempt)))!;

    private async Task<PartitionLayout?> FindAsync(LayoutRequest request) => await Worker.Worker.Inspection.FindLayoutAsync(request, default);

    private async Task ReleaseAsync(SamplePartition partition)
    {
        Worker.Worker.Release(partition.Attempt);
        await Worker.ControlPlane.HeardAsync(Protocol.ControlPlane.PartitionChangeKind.Released, partition.Attempt);
    }
}
