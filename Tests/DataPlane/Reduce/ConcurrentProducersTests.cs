using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Many producers write the same reduce partitions at once, over connections of their own and shared ones; readers keep their own pace.</summary>
public sealed class ConcurrentProducersTests : LiveWorkerTest
{
    private const int BufferBytes = 64 * 1024;
    private const int Longest = BufferBytes - FrameHeader.Length;

    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    public static TheoryData<int> Seeds => new(1, 2, 3, 4);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EveryConsumer_GetsExactlyEveryProducersFrames(int seed)
    {
        Random random = new(seed);
        SamplePartition[] contributions = [.. Enumerable.Range(0, 8).Select(producer => Contribution(producer, random))];
        await Task.WhenAll(contributions.Select(contribution => Worker.WriteAsync(contribution)));
        SubpartitionRange[] ranges = [All, .. Enumerable.Range(0, 5).Select(SubpartitionRange.Single), new(1, 3)];
        await Task.WhenAll(ranges.Select(range => AssertReadsAsync(range, contributions)));
        SamplePartition[] some = [.. contributions.Where(_ => random.Next(2) == 0), contributions[^1]];
        await AssertReadsAsync(All, [.. some.Distinct()]);
        await ReleaseAsync(contributions);
    }

    [Fact]
    public async Task ProducersOnOneConnection_FrameByFrame_DoNotMix()
    {
        SamplePartition[] contributions = [.. Enumerable.Range(0, 4).Select(producer => _dataSet.Mixed(producer))];
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        Script script = new();
        for (uint i = 0; i < 4; i++)
        {
            script.Say(i + 1, contributions[i].Open);
        }

        for (int frame = 0; frame < contributions.Max(contribution => contribution.Frames.Count); frame++)
        {
            for (uint i = 0; i < 4; i++)
            {
                script.Data(i + 1, contributions[i].Frames.ElementAtOrDefault(frame)?.Bytes ?? []);
            }
        }

        for (uint i = 0; i < 4; i++)
        {
            script.Say(i + 1, new FinishWriteMessage(contributions[i].Receipt));
        }

        await client.SendAsync(script);
        HashSet<uint> committed = [];
        while (committed.Count < 4)
        {
            RawMessage message = await client.ReceiveAsync();
            if (message.Type != MessageType.AddCredit)
            {
                message.As<WriteCommittedMessage>();
                committed.Add(message.Channel);
            }
        }

        await AssertReadsAsync(All, contributions);
        await ReleaseAsync(contributions);
    }

    [Fact]
    public async Task ReaderWithCreditForOneFrame_GetsOneFrame_TagsIncluded()
    {
        SamplePartition[] contributions = [_dataSet.Mixed(0), _dataSet.Mixed(1)];
        await Task.WhenAll(contributions.Select(contribution => Worker.WriteAsync(contribution)));
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead whole = new(client, 1, _dataSet.Read(All, contributions));
        await whole.OpenAsync();
        await whole.ReadToEndAsync();
        RawReduceRead slow = new(client, 2, _dataSet.Read(All, contributions) with { InitialCredit = 0 });
        await slow.OpenAsync();
        await slow.ExpectOpenedAsync();
        for (int at = 0; at < whole.Bytes.Length;)
        {
            Assert.True(FrameHeader.TryRead(whole.Bytes.AsSpan(at), out FrameHeader header));
            // One byte short of the frame: not yet.
            await slow.GrantAsync(header.FrameLength - 1);
            await client.SettleAsync();
            await slow.GrantAsync(1);
            Assert.Equal(whole.Bytes[at..(at + header.FrameLength)], await slow.TakeAsync());
            at += header.FrameLength;
        }

        await slow.ReadRestAsync();
        await ReleaseAsync(contributions);
    }

    [Fact]
    public async Task SlowReader_HoldsUpNobody_AndFinishesAfterTheRelease()
    {
        SamplePartition[] contributions = [Long(0), Long(1)];
        await Task.WhenAll(contributions.Select(contribution => Worker.WriteAsync(contribution)));
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead slow = new(client, 1, _dataSet.Read(All, contributions) with { InitialCredit = BufferBytes + 100 });
        await slow.OpenAsync();
        await slow.ExpectOpenedAsync();
        await slow.TakeAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AssertReadsAsync(All, contributions)));
        await ReleaseAsync(contributions);
        await slow.GrantAsync((int)slow.Opened.Bytes);
        await slow.ReadRestAsync();
        Assert.Equal(SampleDataSet.Expected(All, contributions), slow.Sorted());
        Assert.True(!OperatingSystem.IsLinux() || OpenFiles.Below(Path.Combine(Directory.Path, _dataSet.Job.ToString())) == 0);
    }

    [Fact]
    public async Task ReaderThatLeavesInMidStream_LeavesNoHandle()
    {
        SamplePartition contribution = Long(0);
        await Worker.WriteAsync(contribution);
        using (RawClient client = await Worker.GreetAsync(ConnectionDirection.Read))
        {
            RawReduceRead read = new(client, 1, _dataSet.Read(All, contribution) with { InitialCredit = BufferBytes + 100 });
            await read.OpenAsync();
            await read.ExpectOpenedAsync();
            await read.TakeAsync();
        }

        await Worker.AssertIdleAsync();
        await ReleaseAsync(contribution);
        Assert.True(!OperatingSystem.IsLinux() || OpenFiles.Below(Path.Combine(Directory.Path, _dataSet.Job.ToString())) == 0);
    }

    protected override void Configure(ShuffleWorkerOptions options) => options.Server.FlushBytes = 4096;

    private SamplePartition Long(int producer) => _dataSet.Contribution(producer)
        .Region([.. Enumerable.Range(0, 40).Select(i => (i / 8, Longest))]);

    // Thousands of small frames, or a few of the greatest length with odd ones between, so that frames begin anywhere in a buffer; broadcasts and events among
    // them.
    private SamplePartition Contribution(int producer, Random random)
    {
        bool small = producer % 2 == 0;
        SamplePartition contribution = _dataSet.Contribution(producer);
        for (int region = 0; region < 4; region++)
        {
            int count = small ? 500 : 12;
            int Length() => small ? random.Next(1, 60) : random.Next(3) == 0 ? Longest : random.Next(1, Longest);
            contribution.Region([.. Enumerable.Range(0, count).Select(_ => random.Next(5)).Order().Select(subpartition => (subpartition, Length()))]);
            if (random.Next(2) == 0)
            {
                contribution.Broadcast(random.Next(1, 3000), random.Next(1, 30));
            }
        }

        return contribution;
    }

    private async Task AssertReadsAsync(SubpartitionRange range, params SamplePartition[] contributions)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead read = new(client, 1, _dataSet.Read(range, contributions));
        await read.OpenAsync();
        await read.ReadToEndAsync();
        Assert.Equal(SampleDataSet.Expected(range, contributions), read.Sorted());
    }

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
