using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class GoodbyeMessageTests : MessageContract<GoodbyeMessage>
{
    protected override byte ExpectedType => 0x05;

    protected override Gen<GoodbyeMessage> Messages => ProtocolGen.Error().Select(error => new GoodbyeMessage(error));

    [Fact]
    public void Layout() => AssertLayout(new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.WorkerStopping, "ö!")), "CD00 0300 C3B6 21");

    [Fact]
    public void CodeFromTheFuture_IsKept()
    {
        Assert.True(GoodbyeMessage.TryRead([0xFE, 0xCA, 0, 0], out GoodbyeMessage message));
        Assert.Equal(0xCAFE, (int)message.Error.Code);
    }

    [Fact]
    public void TextOfMoreThanTheLimit_IsRefused_EvenIfItHasFewCharacters()
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('漢', 342));
        Assert.Equal(1026, text.Length);
        Assert.False(GoodbyeMessage.TryRead([0, 0, 0x02, 0x04, .. text], out _));
    }

    [Fact]
    public void LongText_IsCutBetweenCharacters()
    {
        byte[] body = BodyOf(new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.None, new string('漢', 1000))));
        Assert.True(GoodbyeMessage.TryRead(body, out GoodbyeMessage message));
        Assert.Equal(new string('漢', 341), message.Error.Text);
    }
}
