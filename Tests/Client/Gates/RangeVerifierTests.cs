using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Gates;

public sealed class RangeVerifierTests
{
    private static readonly FrameHeader Frame = new(ProducerTag.PayloadLength, 0, 0, 0, FrameKind.Data, FrameFlags.None, 0);

    [Fact]
    public void ProducerTag_IsNoFrameOfAMapPartition()
    {
        RangeVerifier verifier = new(SubpartitionRange.Single(0));
        ReadOpenedMessage opened = new(new PartitionReceipt(1, 2, 32, 0), 2, 80);
        Assert.Equal(ShuffleErrorCode.None, verifier.OnOpened(opened, subpartitionCount: 8));
        Assert.Equal(ShuffleErrorCode.None, verifier.Check(Frame));
        Assert.Equal(ShuffleErrorCode.UnexpectedMessage, verifier.Check(Frame with { Kind = FrameKind.Producer }));
        verifier.Add(Frame);
        Assert.Equal(ShuffleErrorCode.UnexpectedMessage, verifier.Check(Frame with { Kind = FrameKind.Producer, Sequence = 1 }));
    }
}
