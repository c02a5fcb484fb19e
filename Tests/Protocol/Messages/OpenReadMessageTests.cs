using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class OpenReadMessageTests : MessageContract<OpenReadMessage>
{
    private static readonly OpenReadEntry Entry = new(
        6,
        new PartitionAttemptId(
            new DataPartitionId(
                JobId.Parse("000102030405060708090a0b0c0d0e0f", null),
                DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null),
                DataPartitionKind.Map,
                2),
            3,
            4),
        new SubpartitionRange(7, 8),
        9,
        10);

    protected override byte ExpectedType => 0x20;

    protected override Gen<OpenReadMessage> Messages =>
        from count in Gen.Choose(1, 4)
        from entries in Gen.ArrayOf(Entries(), count)
        select new OpenReadMessage(entries);

    [Fact]
    public void Layout() => AssertLayout(
        new OpenReadMessage([Entry]),
        "0100 06000000 000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 01 02000000 03000000 0400000000000000"
        + "07000000 08000000 0900000000000000 0A00000000000000");

    [Fact]
    public void LargestBatch_RoundTripsAndFits()
    {
        OpenReadMessage message = new(Enumerable.Repeat(Entry, OpenReadMessage.MaxEntries).ToArray());
        byte[] body = BodyOf(message);
        Assert.InRange(body.Length, 1, MessageHeader.MaxControlBodyLength);
        Assert.True(OpenReadMessage.TryRead(body, out OpenReadMessage read));
        Assert.Equal(message.Entries, read.Entries);
    }

    [Fact]
    public void TooManyOrNoEntries_AreNotWritten()
    {
        Assert.Throws<ArgumentException>(() => BodyOf(new OpenReadMessage(Enumerable.Repeat(Entry, OpenReadMessage.MaxEntries + 1).ToArray())));
        Assert.Throws<ArgumentException>(() => BodyOf(new OpenReadMessage([])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(OpenReadMessage.MaxEntries + 1)]
    [InlineData(ushort.MaxValue)]
    public void CountThatLies_IsRefused(ushort count)
    {
        byte[] body = BodyOf(new OpenReadMessage([Entry]));
        BitConverter.TryWriteBytes(body, count);
        Assert.False(OpenReadMessage.TryRead(body, out _));
    }

    [Fact]
    public void EntryThatCannotBe_IsRefused()
    {
        AssertRefused(new OpenReadMessage([Entry with { Channel = 0 }]));
        AssertRefused(new OpenReadMessage([Entry with { Range = new SubpartitionRange(-1, 8) }]));
        AssertRefused(new OpenReadMessage([Entry with { Range = new SubpartitionRange(8, 7) }]));
        AssertRefused(new OpenReadMessage([Entry with { Range = new SubpartitionRange(0, OpenWriteMessage.MaxSubpartitionCount) }]));
        AssertRefused(new OpenReadMessage([Entry with { ResumeFrame = -1 }]));
        AssertRefused(new OpenReadMessage([Entry with { InitialCredit = -1 }]));
        AssertRefused(new OpenReadMessage([Entry with { InitialCredit = OpenReadEntry.MaxInitialCredit + 1 }]));
        AssertRefused(new OpenReadMessage([Entry, Entry with { Attempt = Entry.Attempt with { Epoch = 0 } }]));
    }

    protected override bool AreEqual(OpenReadMessage one, OpenReadMessage other) => one.Entries.SequenceEqual(other.Entries);

    private static Gen<OpenReadEntry> Entries() =>
        from channel in ProtocolGen.Channel()
        from attempt in ProtocolGen.Attempt()
        from range in ProtocolGen.Range()
        from resume in ProtocolGen.Int64(0, long.MaxValue)
        from credit in ProtocolGen.Int64(0, OpenReadEntry.MaxInitialCredit)
        select new OpenReadEntry(channel, attempt, range, resume, credit);
}
