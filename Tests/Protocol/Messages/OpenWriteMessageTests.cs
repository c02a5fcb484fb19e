using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class OpenWriteMessageTests : MessageContract<OpenWriteMessage>
{
    private static readonly PartitionAttemptId Attempt = new(
        new DataPartitionId(
            JobId.Parse("000102030405060708090a0b0c0d0e0f", null),
            DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null),
            DataPartitionKind.Map,
            2),
        3,
        4);

    private static PartitionAttemptId Contribution => Attempt with { Partition = Attempt.Partition with { Kind = DataPartitionKind.Reduce } };

    protected override byte ExpectedType => 0x10;

    protected override Gen<OpenWriteMessage> Messages =>
        from attempt in ProtocolGen.Attempt()
        from count in ProtocolGen.Int32(1, OpenWriteMessage.MaxSubpartitionCount)
        from storage in ProtocolGen.Storage()
        from share in ProtocolGen.Share(attempt.Partition.Kind, count)
        select new OpenWriteMessage(attempt, count, storage, share.Index, share.Count);

    [Fact]
    public void Layout() => AssertLayout(
        new OpenWriteMessage(Attempt, 5, new StorageChoice(Durability.Fsync, DiskKind.Hdd)),
        "000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 01 02000000 03000000 0400000000000000 05000000 02 01 0000 0000 0100");

    [Fact]
    public void LayoutOfAShare() => AssertLayout(
        new OpenWriteMessage(Contribution, 5, default, 3, 4),
        "000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 02 02000000 03000000 0400000000000000 05000000 00 00 0000 0300 0400");

    [Theory]
    [InlineData(Durability.PageCache, null, "00 00 0000")]
    [InlineData(Durability.Memory, null, "01 00 0000")]
    [InlineData(Durability.Fsync, null, "02 00 0000")]
    [InlineData(Durability.PageCache, DiskKind.Hdd, "00 01 0000")]
    [InlineData(Durability.Memory, DiskKind.Ssd, "01 02 0000")]
    public void StorageChoice_IsFourBytesInFrontOfTheShare(Durability durability, DiskKind? kind, string hex) => AssertLayout(
        new OpenWriteMessage(Attempt, 5, new StorageChoice(durability, kind)),
        "000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 01 02000000 03000000 0400000000000000 05000000" + hex + "0000 0100");

    [Fact]
    public void StorageChoice_IsThePageCacheOnAnyDiskUnlessSaid() =>
        Assert.Equal(new StorageChoice(Durability.PageCache, null), new OpenWriteMessage(Attempt, 5).Storage);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 255)]
    [InlineData(1, 3)]
    [InlineData(1, 255)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void StorageChoiceThatCannotBe_IsRefused(int at, byte value)
    {
        byte[] body = BodyOf(new OpenWriteMessage(Attempt, 5));
        body[body.Length - 8 + at] = value;
        Assert.False(OpenWriteMessage.TryRead(body, out _));
    }

    [Fact]
    public void ShareIsTheOnlyOneUnlessSaid()
    {
        OpenWriteMessage open = new(Attempt, 5);
        Assert.Equal((0, 1), (open.ShareIndex, open.ShareCount));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(ushort.MaxValue, 5)]
    [InlineData(0, 6)]
    [InlineData(0, ushort.MaxValue)]
    public void ShareThatCannotBe_IsRefused(ushort index, ushort count) => AssertRefused(new OpenWriteMessage(Contribution, 5, default, index, count));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public void MapPartition_HasNoShares(ushort index, ushort count) => AssertRefused(new OpenWriteMessage(Attempt, 5, default, index, count));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(OpenWriteMessage.MaxSubpartitionCount + 1)]
    public void SubpartitionCountOutOfBounds_IsRefused(int count) => AssertRefused(new OpenWriteMessage(Attempt, count));

    [Fact]
    public void AttemptThatCannotBe_IsRefused()
    {
        AssertRefused(new OpenWriteMessage(Attempt with { Attempt = -1 }, 5));
        AssertRefused(new OpenWriteMessage(Attempt with { Epoch = 0 }, 5));
        AssertRefused(new OpenWriteMessage(Attempt with { Partition = Attempt.Partition with { PartitionIndex = -1 } }, 5));
        AssertRefused(new OpenWriteMessage(Attempt with { Partition = Attempt.Partition with { Kind = DataPartitionKind.None } }, 5));
        AssertRefused(new OpenWriteMessage(Attempt with { Partition = Attempt.Partition with { Kind = (DataPartitionKind)3 } }, 5));
    }
}
