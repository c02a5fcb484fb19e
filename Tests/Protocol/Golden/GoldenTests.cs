using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.Protocol.Fuzzing;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.Protocol.Golden;

/// <summary>
/// The golden files were written by the independent client's code, not by this build. They never change for a protocol version that was released.
/// </summary>
public sealed class GoldenTests
{
    [Fact]
    public void WriteSession_IsWhatThisBuildSays() => Assert.Equal(
        [
            GoldenSample.Preamble('>'),
            GoldenSample.Control('>', 0, GoldenSample.Hello(ConnectionDirection.Write)),
            GoldenSample.Preamble('<'),
            GoldenSample.Control('<', 0, GoldenSample.Reply),
            GoldenSample.Control('>', 1, new OpenWriteMessage(GoldenSample.Attempt, 4)),
            GoldenSample.Data('>', 1, 0, 1),
            GoldenSample.Data('>', 1, 2),
            GoldenSample.Control('>', 1, new FinishWriteMessage(GoldenSample.Receipt)),
            GoldenSample.Control('<', 1, new AddCreditMessage(86)),
            GoldenSample.Control('<', 1, new WriteCommittedMessage(GoldenSample.Receipt)),
            GoldenSample.Goodbye(),
        ],
        GoldenFile.Read("write-session.hex"));

    [Fact]
    public void ReadSession_IsWhatThisBuildSays() => Assert.Equal(
        [
            GoldenSample.Preamble('>'),
            GoldenSample.Control('>', 0, GoldenSample.Hello(ConnectionDirection.Read)),
            GoldenSample.Preamble('<'),
            GoldenSample.Control('<', 0, GoldenSample.Reply),
            GoldenSample.Control('>', 0, new OpenReadMessage([GoldenSample.ReadEntry])),
            GoldenSample.Control('<', 1, new ReadOpenedMessage(GoldenSample.Receipt, 2, 56)),
            GoldenSample.Data('<', 1, 0, 2),
            GoldenSample.Control('>', 1, new AddCreditMessage(56)),
            GoldenSample.Control('<', 1, GoldenSample.RangeEnd),
            GoldenSample.Goodbye(),
        ],
        GoldenFile.Read("read-session.hex"));

    [Fact]
    public void ReduceReadSession_IsWhatThisBuildSays() => Assert.Equal(
        [
            GoldenSample.Preamble('>'),
            GoldenSample.Control('>', 0, GoldenSample.Hello(ConnectionDirection.Read)),
            GoldenSample.Preamble('<'),
            GoldenSample.Control('<', 0, GoldenSample.Reply),
            GoldenSample.Control('>', 1, GoldenReduceSample.Open),
            GoldenSample.Control('<', 1, GoldenReduceSample.Opened),
            GoldenReduceSample.Data(..5),
            GoldenSample.Control('>', 1, new AddCreditMessage(179)),
            GoldenReduceSample.Data(5..),
            GoldenSample.Control('<', 1, GoldenReduceSample.End),
            GoldenSample.Goodbye(),
        ],
        GoldenFile.Read("reduce-read-session.hex"));

    [Fact]
    public void EachMessage_IsWhatThisBuildSays() => Assert.Equal(
        [
            GoldenSample.Control('>', 0, FullHello()),
            GoldenSample.Control('<', 0, GoldenSample.Reply),
            GoldenSample.Control('>', 0, new PingMessage(0x0807060504030201)),
            GoldenSample.Control('<', 0, new PongMessage(0x0807060504030201)),
            GoldenSample.Control('<', 0, new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.WorkerStopping, "Stopping – try elsewhere."))),
            GoldenSample.Control('>', 1, new OpenWriteMessage(GoldenSample.Attempt, 4, new StorageChoice(Durability.Fsync, DiskKind.Ssd))),
            GoldenSample.Control('>', 1, new FinishWriteMessage(GoldenSample.Receipt)),
            GoldenSample.Control('<', 1, new WriteCommittedMessage(GoldenSample.Receipt)),
            GoldenSample.Control('>', 1, default(AbortWriteMessage)),
            GoldenSample.Control('>', 0, new OpenReadMessage([GoldenSample.ReadEntry, ResumedEntry()])),
            GoldenSample.Control('<', 1, new ReadOpenedMessage(GoldenSample.Receipt, 2, 56)),
            GoldenSample.Control('<', 1, GoldenSample.RangeEnd),
            GoldenSample.Control('>', 1, default(CloseReadMessage)),
            GoldenSample.Control('>', 1, GoldenReduceSample.Open),
            GoldenSample.Control('<', 1, GoldenReduceSample.Opened),
            GoldenSample.Control('<', 1, GoldenReduceSample.Failed),
            GoldenSample.Data('>', 1, 0),
            GoldenSample.Control('<', 1, new AddCreditMessage(65536)),
            GoldenSample.Control('>', 1, new BacklogMessage(1234567)),
            GoldenSample.Control('>', 1, new TraceContextMessage(258, 0x0706050403020100, 0x0F0E0D0C0B0A0908, 0x1716151413121110, 1)),
            GoldenSample.Control('<', 1, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.PartitionNotFinished, "Not committed yet."))),
        ],
        GoldenFile.Read("messages.hex"));

    [Fact]
    public void EveryMessageType_HasAGoldenVector() => Assert.Equal(
        Enum.GetNames<MessageType>().Where(name => name != nameof(MessageType.None)).Order(),
        GoldenFile.Read("messages.hex").Select(entry => entry.Name).Order());

    [Theory]
    [InlineData("write-session.hex", '>')]
    [InlineData("read-session.hex", '>')]
    [InlineData("write-session.hex", '<')]
    [InlineData("read-session.hex", '<')]
    [InlineData("reduce-read-session.hex", '>')]
    [InlineData("reduce-read-session.hex", '<')]
    public void EachSideOfASession_IsUnderstoodWhole(string file, char direction)
    {
        GoldenEntry[] side = [.. GoldenFile.Read(file).Where(entry => entry.Direction == direction)];
        OpenedChannel opened = file == "reduce-read-session.hex"
            ? OpenedChannel.OfReduceRead(GoldenReduceSample.Open)
            : OpenedChannel.Of(GoldenSample.Attempt);
        IncrementalParser parser = new(new Dictionary<uint, OpenedChannel> { [1] = opened });
        parser.Feed(Convert.FromHexString(string.Concat(side.Select(entry => entry.Hex))));
        Assert.False(parser.Stopped);
        Assert.Equal(side.Skip(1).Select(entry => entry.Name).Distinct(), parser.Understood.Select(understood => understood.Type.ToString()).Distinct());
    }

    private static HelloMessage FullHello() => GoldenSample.Hello(ConnectionDirection.Write) with
    {
        ExpectedWorker = GoldenSample.Worker,
        ExpectedIncarnation = GoldenSample.Incarnation,
        Authentication = AuthenticationScheme.Token,
        Credentials = new byte[] { 0xAA, 0xBB },
    };

    private static OpenReadEntry ResumedEntry() =>
        GoldenSample.ReadEntry with { Channel = 2, Range = new SubpartitionRange(2, 3), ResumeFrame = 7, InitialCredit = 0 };
}
