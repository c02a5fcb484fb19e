using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>What is written comes back, bit for bit, in any range.</summary>
public class WriteReadTests : LiveWorkerTest
{
    public static TheoryData<int, int> Ranges => new() { { 0, 7 }, { 0, 0 }, { 2, 3 }, { 3, 6 }, { 4, 5 }, { 7, 7 } };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task AnyRange_IsReadBackBitForBit(int first, int last)
    {
        SamplePartition partition = SamplePartition.Mixed();
        await Worker.WriteAsync(partition);
        SubpartitionRange range = new(first, last);
        Assert.Equal(partition.BytesIn(range), await Worker.ReadAsync(partition.Attempt, range));
    }

    [Fact]
    public async Task EmptyPartition_IsReadAsEmpty_NotAsMissing()
    {
        SamplePartition partition = new();
        await Worker.WriteAsync(partition);
        Assert.Equal(PartitionReceipt.Empty, partition.Receipt);
        Assert.Empty(await Worker.ReadAsync(partition.Attempt, partition.All));
    }

    [Fact]
    public Task SingleByte_IsReadBack() => AssertReadBackAsync(new SamplePartition(subpartitionCount: 1).Region((0, 1)));

    [Fact]
    public Task LongestFrames_AreReadBack() => AssertReadBackAsync(SamplePartition.OfLongFrames(9));

    [Fact]
    public Task ManySmallFrames_AreReadBack() =>
        AssertReadBackAsync(new SamplePartition(
            ).Region([.. Enumerable.Range(0, 8).SelectMany(subpartition => Enumerable.Range(1, 200).Select(length => (subpartition, length)))]));

    [Fact]
    public Task ManyRegions_AreReadBack()
    {
        SamplePartition partition = new();
        for (int i = 0; i < 300; i++)
        {
            partition.Region((i % 8, (i * 7) + 1), (7, 20));
        }

        return AssertReadBackAsync(partition);
    }

    [Fact]
    public async Task MoreThanTheMemoryBudget_IsReadBack()
    {
        SamplePartition partition = new SamplePartition().Region([.. Enumerable.Range(0, 240).Select(i => (i / 30, 40_000 - i))]);
        Assert.True(partition.Receipt.FrameBytes > 2 * Worker.Worker.Ledger.BudgetBytes);
        await AssertReadBackAsync(partition);
    }

    [Fact]
    public async Task OpenFramesAndFinish_GoOutInOneGo_WithTheHello()
    {
        SamplePartition partition = SamplePartition.Mixed();
        using RawClient client = await RawClient.ConnectAsync(Worker.Port.EndPoint);
        await client.SendAsync(Script.Greeting(ConnectionDirection.Write)
            .Say(1, partition.Open).Data(1, partition.Bytes).Say(1, new FinishWriteMessage(partition.Receipt)));
        await client.ExpectHelloReplyAsync();
        Assert.Equal(partition.Receipt, (await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1)).Receipt);
    }

    [Fact]
    public async Task ManyPartitionsOverOneConnection_AreReadBackByOneOpen()
    {
        SamplePartition[] partitions = [.. Enumerable.Range(0, 10).Select(_ => SamplePartition.Mixed())];
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        for (uint i = 0; i < partitions.Length; i++)
        {
            await new RawWriter(client, i + 1, partitions[i]).WriteAllAsync();
        }

        using RawClient readers = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(readers);
        await reader.OpenAsync([.. partitions.Select((partition, i) => new OpenReadEntry((uint)i + 1, partition.Attempt, partition.All, 0, RawReader.Plenty))]);
        await reader.ReadToEndsAsync();
        for (uint i = 0; i < partitions.Length; i++)
        {
            Assert.Equal(partitions[i].Bytes, reader.BytesOf(i + 1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task ResumePoint_SkipsWhatTheReaderHas(int resumeFrame)
    {
        SamplePartition partition = SamplePartition.Mixed();
        SubpartitionRange range = new(2, 3);
        Assert.Equal(7, partition.FramesIn(range).Count);
        await Worker.WriteAsync(partition);
        Assert.Equal(partition.BytesIn(range, resumeFrame), await Worker.ReadAsync(partition.Attempt, range, resumeFrame));
    }

    [Fact]
    public async Task ResumePointAtTheEnd_EndsAtOnce_AndSpeaksOfTheWholeRange()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await Worker.WriteAsync(partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(0, new OpenReadMessage([new OpenReadEntry(1, partition.Attempt, partition.All, partition.Frames.Count, 0)]));
        Assert.Equal(partition.OpenedFor(partition.All), await client.ExpectAsync<ReadOpenedMessage>(1));
        Assert.Equal(partition.EndOf(partition.All), await client.ExpectAsync<ReadEndMessage>(1));
    }

    [Fact]
    public async Task ManyReadersAtOnce_EachGetTheirRange_AgainAndAgain()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await Worker.WriteAsync(partition);
        for (int round = 0; round < 2; round++)
        {
            byte[][] read = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Worker.ReadAsync(partition.Attempt, SubpartitionRange.Single(i))));
            for (int i = 0; i < read.Length; i++)
            {
                Assert.Equal(partition.BytesIn(SubpartitionRange.Single(i)), read[i]);
            }
        }
    }

    private async Task AssertReadBackAsync(SamplePartition partition)
    {
        await Worker.WriteAsync(partition);
        Assert.Equal(partition.Bytes, await Worker.ReadAsync(partition.Attempt, partition.All));
        SubpartitionRange one = SubpartitionRange.Single(partition.SubpartitionCount / 2);
        Assert.Equal(partition.BytesIn(one), await Worker.ReadAsync(partition.Attempt, one));
    }
}
