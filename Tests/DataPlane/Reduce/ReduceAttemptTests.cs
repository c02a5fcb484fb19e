using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Several attempts of one producer in the same files: a reader gets exactly the one it names, and what never committed is never seen.</summary>
public sealed class ReduceAttemptTests : LiveWorkerTest
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task RerunBesideTheOldAttempt_EachIsReadByItsName_AndOutlivesTheOther()
    {
        SamplePartition other = _dataSet.Mixed(1);
        SamplePartition old = _dataSet.Mixed(0);
        SamplePartition rerun = _dataSet.Contribution(0, 1, 2).Region((0, 77), (4, 88)).Broadcast(99);
        await Worker.WriteAsync(other);
        await Worker.WriteAsync(old);
        await Worker.WriteAsync(rerun);
        await AssertReadsAsync(old, other);
        await AssertReadsAsync(rerun, other);
        await ReleaseAsync(old);
        await AssertReadsAsync(rerun, other);
        Assert.Equal(ShuffleErrorCode.StaleEpoch, (await FailedReadAsync(old, other)).Error.Code);
        await ReleaseAsync(other);
        await AssertReadsAsync(rerun);
        await ReleaseAsync(rerun);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("cut in mid-frame")]
    [InlineData("corrupt frame")]
    [InlineData("wrong receipt")]
    public async Task AttemptThatFails_LeavesAGapOnly(string how)
    {
        SamplePartition before = _dataSet.Mixed(1);
        await Worker.WriteAsync(before);
        SamplePartition failed = _dataSet.Mixed(0);
        using (RawClient client = await Worker.GreetAsync(ConnectionDirection.Write))
        {
            await client.SendAsync(new Script().Say(1, failed.Open).Data(1, failed.Bytes.AsSpan(0, failed.Bytes.Length - failed.Frames[^1].Bytes.Length)));
            await client.SettleAsync();
            await client.SendAsync(how switch
            {
                "abort" => new Script().Say(1, default(AbortWriteMessage)),
                "corrupt frame" => new Script().Data(1, [.. failed.Frames[^1].Bytes[..^1], 0xEE]),
                "wrong receipt" => new Script().Data(1, failed.Frames[^1].Bytes).Say(1, new FinishWriteMessage(failed.Receipt with { Digest = 1 })),
                _ => new Script().DataHeader(1, failed.Frames[^1].Bytes.Length).Raw(failed.Frames[^1].Bytes.AsSpan(0, 10)),
            });
        }

        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, failed.Attempt);
        SamplePartition after = _dataSet.Mixed(2);
        await Worker.WriteAsync(after);
        await AssertReadsAsync(before, after);
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, (await FailedReadAsync(failed)).Error.Code);
        await ReleaseAsync(before);
        await ReleaseAsync(after);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Fact]
    public async Task SpeculativeAttempt_RevokesTheUnfinishedLowerOne()
    {
        SamplePartition slow = _dataSet.Mixed(0);
        SamplePartition fast = _dataSet.Mixed(0, 1, 2);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, slow.Open).Data(1, slow.Bytes));
        await client.SettleAsync();
        await Worker.WriteAsync(fast);
        await client.SayAsync(1, new FinishWriteMessage(slow.Receipt));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.StaleEpoch);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, slow.Attempt);
        await AssertReadsAsync(fast);
        Assert.Equal(ShuffleErrorCode.StaleEpoch, (await FailedReadAsync(slow)).Error.Code);
        await ReleaseAsync(fast);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Fact]
    public async Task SpeculativeAttempt_ThatComesAfterTheCommit_LeavesItReadable()
    {
        SamplePartition first = _dataSet.Mixed(0);
        await Worker.WriteAsync(first);
        SamplePartition second = _dataSet.Mixed(0, 1, 2);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, second.Open).Data(1, second.Bytes));
        await client.SettleAsync();
        await AssertReadsAsync(first);
        await client.SayAsync(1, default(AbortWriteMessage));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, second.Attempt);
        await AssertReadsAsync(first);
        await ReleaseAsync(first);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Theory]
    [InlineData(1, 2, ShuffleErrorCode.ConcurrentWriter)]
    [InlineData(0, 2, ShuffleErrorCode.StaleEpoch)]
    [InlineData(1, 1, ShuffleErrorCode.StaleEpoch)]
    public async Task SecondWriter_IsRefused(int attempt, long epoch, ShuffleErrorCode code)
    {
        SamplePartition open = _dataSet.Mixed(0, 1, 2);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, open.Open).Say(2, _dataSet.Mixed(0, attempt, epoch).Open));
        await client.ExpectErrorAsync(2, code);
        await client.SendAsync(new Script().Data(1, open.Bytes).Say(1, new FinishWriteMessage(open.Receipt)));
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        await AssertReadsAsync(open);
    }

    private async Task AssertReadsAsync(params SamplePartition[] contributions)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead read = new(client, 1, _dataSet.Read(All, contributions));
        await read.OpenAsync();
        await read.ReadToEndAsync();
        Assert.Equal(SampleDataSet.Expected(All, contributions), read.Sorted());
    }

    private async Task<ReduceReadFailedMessage> FailedReadAsync(params SamplePartition[] contributions)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, _dataSet.Read(All, contributions));
        return await client.ExpectAsync<ReduceReadFailedMessage>(1);
    }

    private async Task ReleaseAsync(SamplePartition contribution)
    {
        Worker.ControlPlane.OrderRelease(contribution.Attempt);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, contribution.Attempt);
    }
}
