using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.TestKit.Allocations;

namespace ShuffleOrleans.Tests.Protocol.Allocations;

/// <summary>What happens to each frame or message costs no managed byte.</summary>
public sealed class ProtocolAllocationTests
{
    private const int PayloadBytes = 8 * 1024;

    private static readonly DataPartitionId Partition = new(
        JobId.Parse("000102030405060708090a0b0c0d0e0f", null), DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null), DataPartitionKind.Map, 3);

    private readonly byte[] _memory = new byte[FrameHeader.Length + PayloadBytes];

    private static FrameHeader Header => new(PayloadBytes, Subpartition: 7, Region: 1, Sequence: 9, FrameKind.Data, FrameFlags.None, Checksum: 0);

    [Fact]
    public void Count_SeesASingleByteArray() => Assert.True(SteadyState.AllocatedBytes(() => GC.KeepAlive(new byte[1])) >= 1000);

    [Fact]
    public void FrameHeader_WrittenAndRead_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() =>
    {
        Header.Write(_memory);
        Assert.True(FrameHeader.TryRead(_memory, out _));
    }));

    [Fact]
    public void SealedFrame_AllocatesNothing()
    {
        FrameSeed seed = new(Partition, attempt: 0);
        Assert.Equal(0, SteadyState.AllocatedBytes(() => seed.Seal(Header, _memory)));
    }

    [Fact]
    public void FrameSeed_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() => new FrameSeed(Partition, attempt: 0).Begin()));

    [Fact]
    public void Checksum_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() => Crc32C.Of(_memory)));

    [Fact]
    public void DataMessageHeader_WrittenAndRead_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() =>
    {
        MessageHeader.WriteData(_memory, channel: 5, PayloadBytes);
        Assert.True(MessageHeader.TryRead(_memory, out _));
    }));

    [Fact]
    public void MessageOfEachFrame_EncodedAndDecoded_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() =>
    {
        int length = MessageCodec.Encode(_memory, channel: 5, new AddCreditMessage(PayloadBytes));
        Assert.True(AddCreditMessage.TryRead(_memory.AsSpan(MessageHeader.Length, length - MessageHeader.Length), out _));
    }));

    [Fact]
    public void OpenWrite_EncodedAndDecoded_AllocatesNothing()
    {
        PartitionAttemptId attempt = new(Partition, Attempt: 0, Epoch: 1);
        Assert.Equal(0, SteadyState.AllocatedBytes(() =>
        {
            int length = MessageCodec.Encode(_memory, channel: 5, new OpenWriteMessage(attempt, SubpartitionCount: 8));
            Assert.True(OpenWriteMessage.TryRead(_memory.AsSpan(MessageHeader.Length, length - MessageHeader.Length), out _));
        }));
    }
}
