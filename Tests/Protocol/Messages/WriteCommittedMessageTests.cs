using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class WriteCommittedMessageTests : MessageContract<WriteCommittedMessage>
{
    protected override byte ExpectedType => 0x12;

    protected override Gen<WriteCommittedMessage> Messages => ProtocolGen.Receipt().Select(receipt => new WriteCommittedMessage(receipt));

    [Fact]
    public void Layout() => AssertLayout(
        new WriteCommittedMessage(PartitionReceipt.Empty),
        "00000000 00000000 0000000000000000 0000000000000000 25232284E49CF2CB");

    [Fact]
    public void ImpossibleCounts_AreRefused() => AssertRefused(new WriteCommittedMessage(new PartitionReceipt(1, 0, 0, 0)));
}
