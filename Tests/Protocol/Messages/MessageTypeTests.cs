using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class MessageTypeTests
{
    [Fact]
    public void EveryType_HasOneRowInTheDocument()
    {
        string[] document = File.ReadAllLines(RepositoryFiles.PathOf("docs/protocol.md"));
        foreach (MessageType type in Enum.GetValues<MessageType>().Where(type => type != MessageType.None))
        {
            Assert.Single(document, line => line.StartsWith($"| 0x{(byte)type:X2} | {type} |", StringComparison.Ordinal));
        }
    }
}
