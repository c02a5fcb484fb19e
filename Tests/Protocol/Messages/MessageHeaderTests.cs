using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Checksums;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class MessageHeaderTests
{
    [Fact]
    public void DataLayout_ByteByByte()
    {
        byte[] bytes = new byte[MessageHeader.Length];
        MessageHeader.WriteData(bytes, 0x0B0A0908, 0x03020100);
        Assert.Equal("000102033000000008090A0B", Convert.ToHexString(bytes[..12]));
        Assert.Equal(SlowCrc32C.Of(bytes[..12]), BitConverter.ToUInt32(bytes, 12));
    }

    [Fact]
    public void ControlLayout_ByteByByte()
    {
        byte[] bytes = [.. new byte[MessageHeader.Length], 1, 2, 3];
        MessageHeader.Seal(bytes, MessageType.Ping, 5);
        Assert.Equal("030000000300000005000000", Convert.ToHexString(bytes[..12]));
        Assert.Equal(SlowCrc32C.Of([.. bytes[..12], .. bytes[16..]]), BitConverter.ToUInt32(bytes, 12));
        Assert.Equal([1, 2, 3], bytes[16..]);
    }

    [Fact]
    public void EveryHeader_RoundTrips() => Claim.Holds(ProtocolGen.UInt32().Zip(ProtocolGen.Int32(0, int.MaxValue)), input =>
    {
        byte[] bytes = new byte[MessageHeader.Length + 8];
        MessageHeader.WriteData(bytes, input.Item1, input.Item2);
        Assert.True(MessageHeader.TryRead(bytes, out MessageHeader header));
        Assert.Equal(new MessageHeader(input.Item2, MessageType.Data, input.Item1, Crc32C.Of(bytes.AsSpan(0, 12))), header);
        Assert.True(header.IsData);
    });

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void FlagsAndReservedBytes_AreZero(int at)
    {
        byte[] bytes = new byte[MessageHeader.Length];
        MessageHeader.WriteData(bytes, 1, 1);
        bytes[at] = 1;
        Assert.False(MessageHeader.TryRead(bytes, out _));
    }

    [Fact]
    public void NegativeLength_IsRefused()
    {
        byte[] bytes = new byte[MessageHeader.Length];
        MessageHeader.WriteData(bytes, 1, -1);
        Assert.False(MessageHeader.TryRead(bytes, out _));
    }

    [Fact]
    public void AnyFlippedBitOfAControlMessage_ChangesItsChecksum()
    {
        byte[] bytes = [.. new byte[MessageHeader.Length], 1, 2, 3];
        MessageHeader.Seal(bytes, MessageType.Ping, 5);
        uint checksum = BitConverter.ToUInt32(bytes, 12);
        foreach (int bit in Enumerable.Range(0, bytes.Length * 8).Where(bit => bit / 8 is < 12 or >= 16))
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(checksum, MessageHeader.ControlChecksum(bytes, bytes.AsSpan(16)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Preamble_IsTheDocumentedText()
    {
        Assert.Equal("SHUFORL1"u8.ToArray(), ConnectionPreamble.Bytes.ToArray());
        Assert.Equal(ConnectionPreamble.Length, ConnectionPreamble.Bytes.Length);
    }
}
