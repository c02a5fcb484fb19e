using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;
using static ShuffleOrleans.Tests.Client.Scripted.ReduceData;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>A worker that sends something else than what was asked for, with right checksums: never data, always the typed error.</summary>
public sealed class ReduceViolationTests
{
    private static readonly byte[] A = TagFrame(Tag(0), 2);
    private static readonly byte[] A0 = Frame(Tag(0), 2, 0, 0, "a");
    private static readonly byte[] A1 = Frame(Tag(0), 2, 1, 3, "b");
    private static readonly byte[] B = TagFrame(Tag(1), 2);
    private static readonly byte[] B0 = Frame(Tag(1), 2, 0, 0, "c");

    private static readonly Dictionary<string, (byte[][] Frames, ShuffleErrorCode Code)> Streams = new()
    {
        ["data before any tag"] = ([A0, A1], ShuffleErrorCode.FrameOutOfOrder),
        ["a producer that was not asked for"] = ([A, A0, TagFrame(Tag(9), 2), Frame(Tag(9), 2, 0, 0, "x")], ShuffleErrorCode.FrameOutOfOrder),
        ["another attempt"] = ([A, A0, TagFrame(Tag(1, 1), 2), Frame(Tag(1, 1), 2, 0, 0, "x")], ShuffleErrorCode.FrameOutOfOrder),
        ["another epoch"] = ([A, A0, TagFrame(Tag(1, 0, 2), 2), B0], ShuffleErrorCode.FrameOutOfOrder),
        ["a subpartition that was not asked for"] = ([A, A0, TagFrame(Tag(1), 1)], ShuffleErrorCode.SubpartitionOutOfRange),
        ["data that was not asked for"] = ([A, Frame(Tag(0), 1, 0, 0, "x")], ShuffleErrorCode.SubpartitionOutOfRange),
        ["data of another subpartition than the tag's"] = ([A, Frame(Tag(0), 3, 0, 0, "x")], ShuffleErrorCode.FrameOutOfOrder),
        ["a subpartition after a later one"] = ([TagFrame(Tag(0), 3), Frame(Tag(0), 3, 0, 1, "x"), A, A0], ShuffleErrorCode.FrameOutOfOrder),
        ["a frame twice"] = ([A, A0, A0], ShuffleErrorCode.FrameOutOfOrder),
        ["a frame again behind another producer's"] = ([A, A0, B, B0, A, A0], ShuffleErrorCode.FrameOutOfOrder),
        ["frames in the wrong order"] = ([A, A1, A0], ShuffleErrorCode.FrameOutOfOrder),
        ["a region after a later one"] = ([A, A1, Frame(Tag(0), 2, 0, 4, "x")], ShuffleErrorCode.FrameOutOfOrder),
    };

    private static readonly Dictionary<string, (Func<ReduceReply, ReduceReply> Change, ShuffleErrorCode Code)> Numbers = new()
    {
        ["fewer announced than sent"] = (right => right with { Opened = ReduceReply.Of([A, A0, B]).Opened }, ShuffleErrorCode.FrameOutOfOrder),
        ["fewer bytes announced than sent"] =
            (right => right with { Opened = right.Opened with { Bytes = right.Opened.Bytes - 1 } }, ShuffleErrorCode.FrameOutOfOrder),
        ["more announced than sent"] = (right => right with { Opened = ReduceReply.Of([A, A0, B, B0, B0]).Opened }, ShuffleErrorCode.ReceiptMismatch),
        ["less sent than announced, the end agrees"] = (right => right with { Frames = [A, A0, B] }, ShuffleErrorCode.ReceiptMismatch),
        ["another number of frames at the end"] =
            (right => right with { End = ReduceReply.Of([A, A0, B]).End with { RangeDigest = right.End.RangeDigest } }, ShuffleErrorCode.ReceiptMismatch),
        ["another number of bytes at the end"] =
            (right => right with { End = right.End with { RangeBytes = right.End.RangeBytes + 1 } }, ShuffleErrorCode.ReceiptMismatch),
        ["another digest"] = (right => right with { End = right.End with { RangeDigest = right.End.RangeDigest + 1 } }, ShuffleErrorCode.ReceiptMismatch),
        ["a digest without the tags"] =
            (right => right with { End = right.End with { RangeDigest = ReduceReply.Of([A0, B0]).End.RangeDigest } }, ShuffleErrorCode.ReceiptMismatch),
    };

    public static TheoryData<string> WrongStreams => [.. Streams.Keys];

    public static TheoryData<string> WrongNumbers => [.. Numbers.Keys];

    [Fact]
    public async Task RightStream_IsRead() => Assert.Equal(["0/2 a", "1/2 c"], await ReadAsync((_, right) => right));

    [Theory]
    [MemberData(nameof(WrongStreams))]
    public async Task WrongStream_IsFoundOut(string which) => await MustFailAsync(Streams[which].Code, (_, _) => ReduceReply.Of(Streams[which].Frames));

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public async Task WrongNumber_IsFoundOut(string which) => await MustFailAsync(Numbers[which].Code, (_, right) => Numbers[which].Change(right));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task OtherNumbersAfterAReconnect_AreFoundOut(int cut) => await MustFailAsync(
        ShuffleErrorCode.ReceiptMismatch,
        (number, right) => number == 0 ? right with { CutBefore = cut } : ReduceReply.Of([A, A0, B, B0, TagFrame(Tag(1), 3)]));

    [Fact]
    public async Task OtherFramesAfterAReconnect_AreFoundOut() => await MustFailAsync(
        ShuffleErrorCode.ReceiptMismatch,
        (number, right) => number == 0 ? right with { CutBefore = 3 } : ReduceReply.Of([A, Frame(Tag(0), 2, 0, 0, "x"), B, B0]));

    private static async Task MustFailAsync(ShuffleErrorCode code, Func<int, ReduceReply, ReduceReply> script)
    {
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => ReadAsync(script));
        Assert.Equal(code, error.Code);
        Assert.Equal(code == ShuffleErrorCode.ReceiptMismatch, error is PartitionNotFoundException);
    }

    private static async Task<List<string>> ReadAsync(Func<int, ReduceReply, ReduceReply> script)
    {
        await using ScriptedWorker worker = new() { OnRead = (number, _) => script(number, ReduceReply.Of([A, A0, B, B0])) };
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor[] shuffles = [Shuffle(0, 4, [worker.Location]), Shuffle(1, 4, [worker.Location])];
        return await PolledText.ReadAsync(executor, new SubpartitionRange(2, 3), shuffles);
    }
}
