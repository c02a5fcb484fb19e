using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;
using static ShuffleOrleans.Tests.Client.Scripted.ReduceData;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>
/// What stands between a gate and its reduce partitions, and what it makes of it: it goes on at the same frame, waits, or names the producer to run again.
/// </summary>
public sealed class ReduceResumeTests : IAsyncLifetime
{
    private static readonly SubpartitionRange Range = new(2, 3);

    private static readonly byte[][] Frames =
    [
        TagFrame(Tag(0), 2),
        Frame(Tag(0), 2, 0, 0, "a"),
        Frame(Tag(0), 2, 0, 1, "b"),
        TagFrame(Tag(1), 2),
        Frame(Tag(1), 2, 0, 4, "c"),
        TagFrame(Tag(0), 2),
        Frame(Tag(0), 2, 1, 3, "d"),
        TagFrame(Tag(1), 3),
        Frame(Tag(1), 3, 0, 5, "e"),
        TagFrame(Tag(0), 3),
        Frame(Tag(0), 3, 0, 2, "f"),
    ];

    private static readonly string[] Right = ["0/2 a", "0/2 b", "1/2 c", "0/2 d", "1/3 e", "0/3 f"];

    private ScriptedWorker _worker = null!;

    public static TheoryData<int> FrameNumbers => [.. Enumerable.Range(0, Frames.Length + 1)];

    public Task InitializeAsync()
    {
        _worker = ScriptedWorker.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Theory]
    [MemberData(nameof(FrameNumbers))]
    public async Task CutInFrontOfAnyFrame_IsResumedThere(int frame)
    {
        _worker.OnRead = (number, _) => ReduceReply.Of(Frames) with { CutBefore = number == 0 ? frame : int.MaxValue };
        Assert.Equal(Right, await ReadAsync());
        Assert.Equal([0L, frame], _worker.Reads.Select(read => read.ResumeFrame));
    }

    [Fact]
    public async Task CutInFrontOfEveryFrameInTurn_IsNotNoticed()
    {
        _worker.OnRead = (number, _) => ReduceReply.Of(Frames) with { CutBefore = number + 1 };
        Assert.Equal(Right, await ReadAsync());
        Assert.Equal(Enumerable.Range(0, Frames.Length + 1).Select(frame => (long)frame), _worker.Reads.Select(read => read.ResumeFrame));
        Assert.Empty(_worker.Complaints);
    }

    [Theory]
    [MemberData(nameof(FrameNumbers))]
    public async Task FrameFlippedOnItsWay_ComesAgain(int frame)
    {
        _worker.OnRead = (number, _) => number > 0 || frame == Frames.Length ? ReduceReply.Of(Frames) : ReduceReply.Of(Frames) with { Frames = Flipped(frame) };
        Assert.Equal(Right, await ReadAsync());
        Assert.Equal(frame == Frames.Length ? [] : [(1u, ShuffleErrorCode.FrameCorrupt)], _worker.Complaints);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 1)]
    [InlineData(6, 0)]
    [InlineData(8, 1)]
    public async Task FrameFlippedWhereItIsStored_NamesItsProducer(int frame, int producer)
    {
        _worker.OnRead = (_, _) => ReduceReply.Of(Frames) with { Frames = Flipped(frame) };
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>();
        Assert.Equal((ShuffleErrorCode.FrameCorrupt, Shuffle(producer).ResultPartition), (error.Code, error.Partition));
        Assert.Equal([0L, frame, frame], _worker.Reads.Select(read => read.ResumeFrame));
        Assert.Equal(Enumerable.Repeat((1u, ShuffleErrorCode.FrameCorrupt), 3), _worker.Complaints);
    }

    [Fact]
    public async Task FrameOfAnotherProducer_IsFoundOut()
    {
        byte[][] frames = [.. Frames];
        frames[4] = Frame(Tag(0), 2, 0, 4, "c");
        _worker.OnRead = (_, _) => ReduceReply.Of(frames);
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>();
        Assert.Equal((ShuffleErrorCode.FrameCorrupt, Shuffle(1).ResultPartition), (error.Code, error.Partition));
    }

    [Fact]
    public async Task ContributionThatIsNotFinished_IsAskedForAgain()
    {
        _worker.OnRead = (number, _) => number < 3 ? ReduceReply.Refusal(Tag(1), ShuffleErrorCode.PartitionNotFinished) : ReduceReply.Of(Frames);
        Assert.Equal(Right, await ReadAsync());
        Assert.Equal(4, _worker.Reads.Count);
    }

    [Theory]
    [InlineData(ShuffleErrorCode.PartitionNotFound, 0)]
    [InlineData(ShuffleErrorCode.PartitionCorrupt, 1)]
    [InlineData(ShuffleErrorCode.StaleEpoch, 1)]
    public async Task ContributionThatIsGone_NamesItsProducer(ShuffleErrorCode code, int producer)
    {
        _worker.OnRead = (_, _) => ReduceReply.Refusal(Tag(producer), code);
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>();
        Assert.Equal((code, Shuffle(producer).ResultPartition), (error.Code, error.Partition));
        Assert.Single(_worker.Reads);
    }

    [Fact]
    public async Task ContributionGoneAtTheResume_NamesItsProducer()
    {
        _worker.OnRead = (number, _) => number == 0
            ? ReduceReply.Of(Frames) with { CutBefore = 5 }
            : ReduceReply.Refusal(Tag(0), ShuffleErrorCode.PartitionNotFound);
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>();
        Assert.Equal(Shuffle(0).ResultPartition, error.Partition);
    }

    [Fact]
    public async Task RefusalOfWhatWasNotAskedFor_IsATypedError()
    {
        _worker.OnRead = (_, _) => ReduceReply.Refusal(Tag(9), ShuffleErrorCode.PartitionNotFound);
        Assert.Equal(ShuffleErrorCode.UnexpectedMessage, (await FailureAsync<PartitionException>()).Code);
    }

    [Fact]
    public async Task FailedDisk_IsATypedErrorOfTheChannel()
    {
        _worker.OnRead = (_, reply) => reply with { Failed = null, Error = new ErrorDetail(ShuffleErrorCode.DiskFailed, "broken") };
        Assert.Equal(ShuffleErrorCode.DiskFailed, (await FailureAsync<PartitionException>()).Code);
    }

    private static byte[][] Flipped(int frame)
    {
        byte[][] frames = [.. Frames.Select(bytes => bytes.ToArray())];
        frames[frame][FrameHeader.Length] ^= 1;
        return frames;
    }

    private async Task<List<string>> ReadAsync()
    {
        await using TestExecutor executor = new();
        return await PolledText.ReadAsync(executor, Range, Shuffle(0), Shuffle(1));
    }

    private Task<TError> FailureAsync<TError>()
        where TError : Exception
        => Assert.ThrowsAsync<TError>(ReadAsync);

    private RemoteShuffleDescriptor Shuffle(int producer) => ReduceData.Shuffle(producer, 4, [_worker.Location]);
}
