using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>What cannot be asked of reduce partitions gets its own typed answer, and harms nothing that is stored.</summary>
public sealed class BadReduceRequestTests : LiveWorkerTest
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task ContributionReadAsAMapPartition_IsRefused_AndNotTakenForDamaged()
    {
        SamplePartition contribution = _dataSet.Mixed(0);
        await Worker.WriteAsync(contribution);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, contribution.Attempt, contribution.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.UnsupportedPartitionKind, reader.Failed[1].Code);
        RawReduceRead read = new(client, 2, _dataSet.Read(All, contribution));
        await read.OpenAsync();
        await read.ReadToEndAsync();
        Assert.Equal(SampleDataSet.Expected(All, contribution), read.Sorted());
    }

    [Fact]
    public async Task MapPartition_IsNotFoundAmongContributions()
    {
        SamplePartition map = SamplePartition.Mixed();
        await Worker.WriteAsync(map);
        DataPartitionId id = map.Attempt.Partition;
        OpenReduceReadMessage open = new(id.Job, id.DataSet, SubpartitionRange.Single(0), 0, RawReader.Plenty, [ProducerTag.Of(map.Attempt)]);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, open);
        ReduceReadFailedMessage failed = await client.ExpectAsync<ReduceReadFailedMessage>(1);
        Assert.Equal((ProducerTag.Of(map.Attempt), ShuffleErrorCode.PartitionNotFound), (failed.Producer, failed.Error.Code));
        Assert.Equal(map.Bytes, await Worker.ReadAsync(map.Attempt, map.All));
    }

    [Theory]
    [InlineData("range", ShuffleErrorCode.SubpartitionOutOfRange)]
    [InlineData("resume", ShuffleErrorCode.ResumePointOutOfRange)]
    public async Task RequestThatNoProducerIsToBlameFor_IsAChannelError(string what, ShuffleErrorCode code)
    {
        SamplePartition contribution = _dataSet.Mixed(0);
        await Worker.WriteAsync(contribution);
        OpenReduceReadMessage good = _dataSet.Read(All, contribution);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, what == "range" ? good with { Range = new(3, 5) } : good with { ResumeFrame = 1_000_000 });
        await client.ExpectErrorAsync(1, code);
        RawReduceRead read = new(client, 2, good);
        await read.OpenAsync();
        await read.ReadToEndAsync();
    }

    [Theory]
    [InlineData(0, 2, ShuffleErrorCode.StaleEpoch)]
    [InlineData(1, 2, ShuffleErrorCode.PartitionNotFinished)]
    [InlineData(2, 3, ShuffleErrorCode.PartitionNotFound)]
    public async Task AttemptThatCannotBeRead_IsBlamedByName(int attempt, long epoch, ShuffleErrorCode code)
    {
        // Attempt 1 of epoch 3 is committed, attempt 1 of epoch 2 is not there, attempt 1 of producer 1 is being written.
        SamplePartition committed = _dataSet.Contribution(0, 1, 3).Region((0, 1));
        await Worker.WriteAsync(committed);
        using RawClient writing = await Worker.GreetAsync(ConnectionDirection.Write);
        SamplePartition open = _dataSet.Contribution(1, 1, 2).Region((0, 1));
        await writing.SendAsync(new Script().Say(1, open.Open).Data(1, open.Bytes));
        await writing.SettleAsync();
        ProducerTag asked = new(code == ShuffleErrorCode.PartitionNotFinished ? 1 : 0, attempt, epoch);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, _dataSet.Read(All, committed) with { Producers = [asked] });
        ReduceReadFailedMessage failed = await client.ExpectAsync<ReduceReadFailedMessage>(1);
        Assert.Equal((asked, code), (failed.Producer, failed.Error.Code));
        await writing.SayAsync(1, default(AbortWriteMessage));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, open.Attempt);
    }

    [Theory]
    [InlineData("unordered")]
    [InlineData("doubled")]
    [InlineData("range backwards")]
    [InlineData("range negative")]
    [InlineData("resume negative")]
    [InlineData("credit negative")]
    [InlineData("epoch zero")]
    public async Task ImpossibleRequest_EndsTheConnection(string what)
    {
        OpenReduceReadMessage good = _dataSet.Read(All, _dataSet.Contribution(0), _dataSet.Contribution(1));
        OpenReduceReadMessage bad = what switch
        {
            "unordered" => good with { Producers = [good.Producers[1], good.Producers[0]] },
            "doubled" => good with { Producers = [good.Producers[0], good.Producers[0] with { Attempt = 1 }] },
            "range backwards" => good with { Range = new(3, 2) },
            "range negative" => good with { Range = new(-1, 2) },
            "resume negative" => good with { ResumeFrame = -1 },
            "credit negative" => good with { InitialCredit = -1 },
            _ => good with { Producers = [good.Producers[0] with { Epoch = 0 }] },
        };
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, bad);
        await client.ExpectGoodbyeAsync(ShuffleErrorCode.MalformedMessage);
    }

    [Fact]
    public async Task ReadOnAWriteConnection_EndsIt()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SayAsync(1, _dataSet.Read(All, _dataSet.Contribution(0)));
        await client.ExpectGoodbyeAsync(ShuffleErrorCode.UnexpectedMessage);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [InlineData(0, 6)]
    public async Task ImpossibleShare_EndsTheConnection(int index, int count)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SayAsync(1, _dataSet.Contribution(0).Open with { ShareIndex = (ushort)index, ShareCount = (ushort)count });
        await client.ExpectGoodbyeAsync(ShuffleErrorCode.MalformedMessage);
    }

    [Fact]
    public async Task FrameOfAnotherShare_EndsItsChannel()
    {
        SamplePartition contribution = _dataSet.Contribution(0).Region((1, 10));
        OpenWriteMessage open = contribution.Open with { ShareIndex = 1, ShareCount = 2 };
        await AssertRefusedAsync(contribution, open, contribution.Bytes, ShuffleErrorCode.SubpartitionOutOfRange);
    }

    [Fact]
    public async Task ProducerTagFromAWriter_EndsItsChannel()
    {
        SamplePartition contribution = _dataSet.Contribution(0);
        FrameHeader tag = new(ProducerTag.PayloadLength, 1, 0, 0, FrameKind.Producer, FrameFlags.None, 0);
        await AssertRefusedAsync(contribution, contribution.Open, contribution.Seal(tag).Bytes, ShuffleErrorCode.UnexpectedMessage);
    }

    [Fact]
    public async Task FrameOfAnotherProducer_IsCorrupt()
    {
        SamplePartition contribution = _dataSet.Contribution(0);
        await AssertRefusedAsync(contribution, contribution.Open, _dataSet.Contribution(1).Region((1, 10)).Bytes, ShuffleErrorCode.FrameCorrupt);
    }

    private async Task AssertRefusedAsync(SamplePartition contribution, OpenWriteMessage open, byte[] frames, ShuffleErrorCode code)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, open).Data(1, frames));
        await client.ExpectErrorAsync(1, code);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, contribution.Attempt);
        Assert.Empty(Directory.PartitionFiles);
    }
}
