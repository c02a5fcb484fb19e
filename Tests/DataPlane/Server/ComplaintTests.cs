using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>A reader that finds a stored frame damaged says so, and the worker looks at the file.</summary>
public sealed class ComplaintTests : LiveWorkerTest
{
    private static readonly ErrorDetail Damaged = new(ShuffleErrorCode.FrameCorrupt, "The checksum of frame 3 is wrong.");

    private readonly SamplePartition _partition = SamplePartition.OfLongFrames(12);

    [Fact]
    public async Task DamagedFile_IsFoundAndReportedLost_WhenItsReaderComplains()
    {
        await WriteAsync(flip: true);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 70_000));
        await reader.TakeAsync();
        await client.SayAsync(1, new ChannelErrorMessage(Damaged));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Lost, _partition.Attempt);
        Assert.EndsWith(".corrupt", Assert.Single(Directory.PartitionFiles), StringComparison.Ordinal);
        Assert.Equal(_partition.Attempt, Assert.Single(Worker.Worker.Quarantined).Attempt);
        await reader.OpenAsync(new OpenReadEntry(2, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndAsync(2);
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, reader.Failed[2].Code);
    }

    // The last frames of a partition are on their way, and the channel has ended for the worker, before the reader can have checked them.
    [Fact]
    public async Task ComplaintAboutAChannelThatWasReadToItsEnd_IsHeard()
    {
        await WriteAsync(flip: true);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        await client.SayAsync(1, new ChannelErrorMessage(Damaged));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Lost, _partition.Attempt);
    }

    [Fact]
    public async Task ComplaintAboutASoundFile_ChangesNothing()
    {
        await WriteAsync(flip: false);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        await client.SayAsync(1, new ChannelErrorMessage(Damaged));
        await client.SettleAsync();
        // The check it has caused, or one behind it.
        Assert.Equal(VerificationOutcome.Sound, (await Worker.Worker.VerifyNowAsync(_partition.Attempt).OrFail()).Outcome);
        Assert.Equal(_partition.Bytes, await Worker.ReadAsync(_partition.Attempt, _partition.All));
        Assert.DoesNotContain(Worker.ControlPlane.Changes, change => change.Kind == PartitionChangeKind.Lost);
    }

    [Fact]
    public async Task OtherErrorOfAReader_CausesNoCheck()
    {
        await WriteAsync(flip: true);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 70_000));
        await reader.TakeAsync();
        await reader.TakeAsync();
        await client.SayAsync(1, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.WriteAborted, "Enough.")));
        await client.SettleAsync();
        Assert.Equal(default, Worker.Worker.ScrubProgress);
        Assert.Equal(VerificationOutcome.Damaged, (await Worker.Worker.VerifyNowAsync(_partition.Attempt).OrFail()).Outcome);
    }

    private async Task WriteAsync(bool flip)
    {
        await Worker.WriteAsync(_partition);
        if (flip)
        {
            string path = Directory.PathOf(Directory.PartitionFiles.Single());
            byte[] bytes = await File.ReadAllBytesAsync(path);
            bytes[128 + (3 * 65536) + 1000] ^= 4;
            await File.WriteAllBytesAsync(path, bytes);
        }
    }
}
