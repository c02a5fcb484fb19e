using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

public sealed class ReduceReadTests : LiveWorkerTest
{
    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task EachConsumer_GetsEveryProducersFrames_BitForBit()
    {
        SamplePartition[] contributions = [_dataSet.Mixed(0), _dataSet.Mixed(1), _dataSet.Mixed(2)];
        foreach (SamplePartition contribution in contributions)
        {
            await Worker.WriteAsync(contribution);
        }

        for (int subpartition = 0; subpartition < _dataSet.SubpartitionCount; subpartition++)
        {
            SubpartitionRange range = SubpartitionRange.Single(subpartition);
            await AssertReadsAsync(range, contributions);
        }

        await AssertReadsAsync(new SubpartitionRange(0, 4), contributions);
        await AssertReadsAsync(new SubpartitionRange(1, 3), contributions[1..]);
        await ReleaseAsync(contributions);
    }

    [Fact]
    public async Task ReaderResumes_AtEveryFrame()
    {
        SamplePartition[] contributions = [_dataSet.Mixed(0), _dataSet.Mixed(1)];
        foreach (SamplePartition contribution in contributions)
        {
            await Worker.WriteAsync(contribution);
        }

        OpenReduceReadMessage open = _dataSet.Read(new SubpartitionRange(0, 4), contributions);
        RawReduceRead whole = await ReadAsync(open);
        long left = whole.Opened.Bytes;
        for (long resume = 1; resume <= whole.Opened.FrameCount; resume++)
        {
            RawReduceRead rest = await ReadAsync(open with { ResumeFrame = resume });
            Assert.Equal(whole.Bytes[^rest.Bytes.Length..], rest.Bytes);
            Assert.True(rest.Bytes.Length < left);
            left = rest.Bytes.Length;
        }

        Assert.Equal(0, left);
        await ReleaseAsync(contributions);
    }

    [Fact]
    public async Task UnknownContribution_IsNamed()
    {
        SamplePartition known = _dataSet.Mixed(0);
        await Worker.WriteAsync(known);
        SamplePartition unknown = _dataSet.Contribution(1);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, _dataSet.Read(SubpartitionRange.Single(0), known, unknown));
        ReduceReadFailedMessage failed = await client.ExpectAsync<ReduceReadFailedMessage>(1);
        Assert.Equal((1, ShuffleErrorCode.PartitionNotFound), (failed.Producer.ProducerIndex, failed.Error.Code));
        await ReleaseAsync(known);
    }

    [Fact]
    public async Task ReaderOfAnotherShare_IsRefused_NotGivenAnEmptyAnswer()
    {
        SamplePartition contribution = _dataSet.Contribution(0).Region((0, 10), (1, 20));
        using RawClient writer = await Worker.GreetAsync(ConnectionDirection.Write);
        await writer.SayAsync(1, contribution.Open with { ShareIndex = 0, ShareCount = 2 });
        await new RawWriter(writer, 1, contribution).SendFramesAsync();
        await new RawWriter(writer, 1, contribution).FinishAsync();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, _dataSet.Read(SubpartitionRange.Single(4), contribution));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.SubpartitionOutOfRange);
        await ReleaseAsync(contribution);
    }

    private async Task<RawReduceRead> ReadAsync(OpenReduceReadMessage open)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead read = new(client, 1, open);
        await read.OpenAsync();
        return await read.ReadToEndAsync();
    }

    private async Task AssertReadsAsync(SubpartitionRange range, params SamplePartition[] contributions)
    {
        RawReduceRead read = await ReadAsync(_dataSet.Read(range, contributions));
        Assert.Equal(SampleDataSet.Expected(range, contributions), read.Sorted());
    }

    // With the last contribution of a data set its files go.
    private async Task ReleaseAsync(params SamplePartition[] contributions)
    {
        foreach (SamplePartition contribution in contributions)
        {
            Worker.ControlPlane.OrderRelease(contribution.Attempt);
            await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, contribution.Attempt);
        }

        Assert.Empty(Directory.PartitionFiles);
    }
}
