using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>A worker that holds the second of two shares: subpartitions 2 to 4 of 5.</summary>
public sealed class BadReduceReadTests : LiveWorkerTest
{
    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task ContributionReadAsAMapPartition_IsAnUnsupportedKind()
    {
        SamplePartition contribution = await WriteShareAsync(_dataSet.Contribution(0).Region((2, 10)));
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, contribution.Attempt, SubpartitionRange.Single(2), 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.UnsupportedPartitionKind, reader.Failed[1].Code);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(0, 4)]
    [InlineData(4, 5)]
    [InlineData(2, 1000)]
    public async Task RangeNotWhollyInsideTheShare_IsRefused_NotAnsweredInPart(int first, int last)
    {
        SamplePartition contribution = await WriteShareAsync(_dataSet.Contribution(0).Region((2, 10), (4, 10)));
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(1, _dataSet.Read(new SubpartitionRange(first, last), contribution));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.SubpartitionOutOfRange);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task FrameOutsideTheShare_IsRefused_AndNothingIsKept(int subpartition)
    {
        SamplePartition contribution = _dataSet.Contribution(0).Region((subpartition, 10));
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, OpenShare(contribution)).Data(1, contribution.Bytes));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.SubpartitionOutOfRange);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, contribution.Attempt);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Fact]
    public async Task Broadcast_IsInEachSubpartitionOfTheShare()
    {
        SamplePartition contribution = await WriteShareAsync(_dataSet.Contribution(0).Broadcast(40).Region((3, 10)));
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReduceRead read = new(client, 1, _dataSet.Read(new SubpartitionRange(2, 4), contribution));
        await read.OpenAsync();
        await read.ReadToEndAsync();

        // Three broadcasts and one frame, and a tag before each of these but where they follow each other.
        Assert.Equal(SampleDataSet.Expected(new SubpartitionRange(2, 4), contribution), read.Sorted());
        Assert.Equal((3 * 64) + 34, read.Bytes.Length - (TagsOf(read.Bytes) * ProducerTag.FrameLength));
        Assert.Equal(3, Directory.PartitionFiles.Count(file => file.EndsWith(".frames", StringComparison.Ordinal)));
    }

    private static OpenWriteMessage OpenShare(SamplePartition contribution) => contribution.Open with { ShareIndex = 1, ShareCount = 2 };

    private static int TagsOf(ReadOnlySpan<byte> frames)
    {
        int tags = 0;
        while (!frames.IsEmpty)
        {
            Assert.True(FrameHeader.TryRead(frames, out FrameHeader header));
            tags += header.Kind == FrameKind.Producer ? 1 : 0;
            frames = frames[header.FrameLength..];
        }

        return tags;
    }

    private async Task<SamplePartition> WriteShareAsync(SamplePartition contribution)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(
            new Script().Say(1, OpenShare(contribution)).Data(1, contribution.Bytes).Say(1, new FinishWriteMessage(contribution.Receipt)));
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        return contribution;
    }
}
