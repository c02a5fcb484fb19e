using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class ReduceReadFailedMessageTests : MessageContract<ReduceReadFailedMessage>
{
    private static readonly ErrorDetail Error = new(ShuffleErrorCode.PartitionCorrupt, "bad");

    protected override byte ExpectedType => 0x26;

    protected override Gen<ReduceReadFailedMessage> Messages =>
        from producer in ProtocolGen.Producer()
        from error in ProtocolGen.Error()
        select new ReduceReadFailedMessage(producer, error);

    [Fact]
    public void Layout() => AssertLayout(
        new ReduceReadFailedMessage(new ProducerTag(2, 3, 4), Error), "02000000 03000000 0400000000000000 6600 0300 626164");

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, -1)]
    public void ProducerThatCannotBe_IsRefused(int index, int attempt, long epoch) =>
        AssertRefused(new ReduceReadFailedMessage(new ProducerTag(index, attempt, epoch), Error));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(ushort.MaxValue)]
    public void TextLengthThatLies_IsRefused(ushort length)
    {
        byte[] body = BodyOf(new ReduceReadFailedMessage(new ProducerTag(2, 3, 4), Error));
        BitConverter.TryWriteBytes(body.AsSpan(18), length);
        Assert.False(ReduceReadFailedMessage.TryRead(body, out _));
    }
}
