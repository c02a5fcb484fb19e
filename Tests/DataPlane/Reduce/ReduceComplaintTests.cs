using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>A reader of reduce partitions that finds a frame damaged says so, and the worker looks at what the reader wanted.</summary>
public sealed class ReduceComplaintTests : LiveWorkerTest
{
    private static readonly ErrorDetail Damaged = new(ShuffleErrorCode.FrameCorrupt, "The checksum of a frame is wrong.");
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);
    private readonly SamplePartition[] _contributions;

    public ReduceComplaintTests() => _contributions = [.. Enumerable.Range(0, 3).Select(producer => _dataSet.Mixed(producer))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DamagedFrames_AreFoundAndReportedLost_WhenAReaderComplains(bool readsToTheEnd)
    {
        await WriteAsync();
        await FlipFirstFrameAsync(subpartition: 1);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        OpenReduceReadMessage open = _dataSet.Read(All, _contributions);
        RawReduceRead read = new(client, 1, readsToTheEnd ? open : open with { InitialCredit = 1000 });
        await read.OpenAsync();
        if (readsToTheEnd)
        {
            await read.ExpectOpenedAsync();
            await ReceiveToEndAsync(client);
        }
        else
        {
            await read.ExpectOpenedAsync();
            await read.TakeAsync();
        }

        await client.SayAsync(1, new ChannelErrorMessage(Damaged));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Lost, _contributions[0].Attempt);
        Assert.Equal(_contributions[0].Attempt, Assert.Single(Worker.Worker.Quarantined).Attempt);
        Assert.Equal(VerificationOutcome.Sound, (await Worker.Worker.VerifyNowAsync(_contributions[1].Attempt).OrFail()).Outcome);
        Assert.Equal(VerificationOutcome.Sound, (await Worker.Worker.VerifyNowAsync(_contributions[2].Attempt).OrFail()).Outcome);
        Assert.Equal(
            [(PartitionChangeKind.Lost, _contributions[0].Attempt)],
            Worker.ControlPlane.Changes.Where(change => change.Kind == PartitionChangeKind.Lost).Select(change => (change.Kind, change.Attempt)));
    }

    [Fact]
    public async Task ComplaintAboutSoundFrames_ChangesNothing()
    {
        await WriteAsync();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead read = new(client, 1, _dataSet.Read(All, _contributions));
        await read.OpenAsync();
        await read.ReadToEndAsync();
        await client.SayAsync(1, new ChannelErrorMessage(Damaged));
        await client.SettleAsync();
        foreach (SamplePartition contribution in _contributions)
        {
            Assert.Equal(VerificationOutcome.Sound, (await Worker.Worker.VerifyNowAsync(contribution.Attempt).OrFail()).Outcome);
        }

        Assert.DoesNotContain(Worker.ControlPlane.Changes, change => change.Kind == PartitionChangeKind.Lost);
    }

    private static async Task ReceiveToEndAsync(RawClient client)
    {
        RawMessage message;
        do
        {
            message = await client.ReceiveAsync();
        }
        while (message.Type == MessageType.Data);

        Assert.Equal(MessageType.ReadEnd, message.Type);
    }

    private async Task WriteAsync()
    {
        foreach (SamplePartition contribution in _contributions)
        {
            await Worker.WriteAsync(contribution);
        }
    }

    // The first stretch behind the header is that of the first producer.
    private async Task FlipFirstFrameAsync(int subpartition)
    {
        string path = Directory.PathOf(Directory.PartitionFiles.Single(file => file.Contains($"reduce-{subpartition}-", StringComparison.Ordinal)));
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[128 + 40 + 30] ^= 4;
        await File.WriteAllBytesAsync(path, bytes);
    }
}
