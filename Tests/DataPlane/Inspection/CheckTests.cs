using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>Checks: their answers, and the memory of them.</summary>
public sealed class CheckTests : LiveWorkerTest
{
    private readonly SamplePartition _partition = SamplePartition.OfLongFrames(12);

    private IWorkerInspection Inspection => Worker.Worker.Inspection;

    [Fact]
    public async Task IntactPartition_IsIntact_FrameByFrame_AndRemembered()
    {
        await Worker.WriteAsync(_partition);
        Verification verification = await Inspection.VerifyAsync(_partition.Attempt, default);
        Assert.Equal((CheckOutcome.Intact, 12L, CheckOrigin.Operator), (verification.Outcome, verification.Frames, verification.By));
        Assert.True(verification.Bytes >= _partition.Bytes.Length);
        Verification remembered = Assert.Single((await Inspection.ListChecksAsync(new CheckQuery(), default)).Items);
        Assert.Equal(verification with { At = remembered.At, Seconds = remembered.Seconds }, remembered);
    }

    [Fact]
    public async Task FlippedBit_IsDamaged_AndTheCheckIsListedForItsPartitionAlone()
    {
        SamplePartition other = SamplePartition.Mixed();
        await Worker.WriteAsync(_partition);
        string path = Directory.PathOf(Directory.PartitionFiles.Single());
        await Worker.WriteAsync(other);
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[128 + (3 * 65536) + 1000] ^= 4;
        await File.WriteAllBytesAsync(path, bytes);
        Verification verification = await Inspection.VerifyAsync(_partition.Attempt, default);
        await Inspection.VerifyAsync(other.Attempt, default);
        Assert.Equal((CheckOutcome.Damaged, 3L), (verification.Outcome, verification.Frames));
        CheckList all = await Inspection.ListChecksAsync(new CheckQuery(), default);
        Assert.Equal([CheckOutcome.Intact, CheckOutcome.Damaged], all.Items.Select(check => check.Outcome));
        CheckList damaged = await Inspection.ListChecksAsync(new CheckQuery(_partition.Attempt.Partition.Job, Index: 3), default);
        Assert.Equal(CheckOutcome.Damaged, Assert.Single(damaged.Items).Outcome);
        Assert.Equal(0, (await Inspection.ListChecksAsync(new CheckQuery(Index: 4), default)).TotalCount);
        Assert.Equal(CheckOutcome.NotStored, (await Inspection.VerifyAsync(_partition.Attempt, default)).Outcome);
    }

    [Fact]
    public async Task ReadersComplaint_IsACheckOfTheReaders()
    {
        await Worker.WriteAsync(_partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        await client.SayAsync(1, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.FrameCorrupt, "The checksum of frame 3 is wrong.")));
        await client.SettleAsync();

        // Shares the reader's check, or comes behind it.
        await Inspection.VerifyAsync(_partition.Attempt, default);
        CheckList checks = await Inspection.ListChecksAsync(new CheckQuery(), default);
        Assert.Equal(CheckOrigin.Reader, checks.Items[^1].By);
    }

    [Fact]
    public void Log_RemembersTheLastThousand()
    {
        CheckLog log = new();
        for (int i = 0; i < InspectionLimits.Checks + 5; i++)
        {
            log.Add(new FinishedCheck(
                SamplePartition.NewAttempt(), VerificationResult.Without(VerificationOutcome.Sound, $"{i}"), default, default, CheckOrigin.Scrubber));
        }

        Assert.Equal((InspectionLimits.Checks, "1004", "5"), (log.Newest.Count, log.Newest[0].Result.Detail, log.Newest[^1].Result.Detail));
    }
}
