using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class OpenReduceReadMessageTests : MessageContract<OpenReduceReadMessage>
{
    private const int CountAt = 56;

    private static readonly ProducerTag Two = new(2, 3, 4);
    private static readonly ProducerTag Five = new(5, 0, 6);

    private static readonly OpenReduceReadMessage Example = new(
        JobId.Parse("000102030405060708090a0b0c0d0e0f", null),
        DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null),
        new SubpartitionRange(7, 8),
        9,
        10,
        [Two, Five]);

    protected override byte ExpectedType => 0x24;

    protected override Gen<OpenReduceReadMessage> Messages =>
        from job in ProtocolGen.Id<JobId>()
        from dataSet in ProtocolGen.Id<DataSetId>()
        from range in ProtocolGen.Range()
        from resume in ProtocolGen.Int64(0, long.MaxValue)
        from credit in ProtocolGen.Int64(0, OpenReadEntry.MaxInitialCredit)
        from producers in ProtocolGen.Producers(most: 5)
        select new OpenReduceReadMessage(job, dataSet, range, resume, credit, producers);

    [Fact]
    public void Layout() => AssertLayout(
        Example,
        "000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 07000000 08000000 0900000000000000 0A00000000000000 0200"
        + "02000000 03000000 0400000000000000 05000000 00000000 0600000000000000");

    [Fact]
    public void MostProducers_RoundTripAndFit()
    {
        OpenReduceReadMessage message = Example with { Producers = Producers(OpenReduceReadMessage.MaxProducers) };
        byte[] body = BodyOf(message);
        Assert.InRange(body.Length, 1, MessageHeader.MaxControlBodyLength);
        Assert.True(OpenReduceReadMessage.TryRead(body, out OpenReduceReadMessage read));
        Assert.True(AreEqual(message, read));
    }

    [Fact]
    public void TooManyOrNoProducers_AreNotWritten()
    {
        Assert.Throws<ArgumentException>(() => BodyOf(Example with { Producers = Producers(OpenReduceReadMessage.MaxProducers + 1) }));
        Assert.Throws<ArgumentException>(() => BodyOf(Example with { Producers = [] }));
    }

    [Fact]
    public void TooManyProducers_AreRefused()
    {
        byte[] body = BodyOf(Example with { Producers = Producers(OpenReduceReadMessage.MaxProducers) });
        byte[] oneMore = [.. body, .. Convert.FromHexString("FFFFFF7F000000000100000000000000")];
        BitConverter.TryWriteBytes(oneMore.AsSpan(CountAt), (ushort)(OpenReduceReadMessage.MaxProducers + 1));
        Assert.False(OpenReduceReadMessage.TryRead(oneMore, out _));
    }

    [Fact]
    public void NoProducers_AreRefused()
    {
        byte[] body = BodyOf(Example)[..(CountAt + 2)];
        BitConverter.TryWriteBytes(body.AsSpan(CountAt), (ushort)0);
        Assert.False(OpenReduceReadMessage.TryRead(body, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(ushort.MaxValue)]
    public void CountThatLies_IsRefused(ushort count)
    {
        byte[] body = BodyOf(Example);
        BitConverter.TryWriteBytes(body.AsSpan(CountAt), count);
        Assert.False(OpenReduceReadMessage.TryRead(body, out _));
    }

    [Fact]
    public void FieldThatCannotBe_IsRefused()
    {
        AssertRefused(Example with { Range = new SubpartitionRange(-1, 8) });
        AssertRefused(Example with { Range = new SubpartitionRange(8, 7) });
        AssertRefused(Example with { Range = new SubpartitionRange(0, OpenWriteMessage.MaxSubpartitionCount) });
        AssertRefused(Example with { ResumeFrame = -1 });
        AssertRefused(Example with { InitialCredit = -1 });
        AssertRefused(Example with { InitialCredit = OpenReadEntry.MaxInitialCredit + 1 });
    }

    [Fact]
    public void ProducerThatCannotBe_IsRefused()
    {
        AssertRefused(Example with { Producers = [new ProducerTag(-1, 3, 4)] });
        AssertRefused(Example with { Producers = [Two, Five with { Attempt = -1 }] });
        AssertRefused(Example with { Producers = [Two with { Epoch = 0 }, Five] });
        AssertRefused(Example with { Producers = [Two, Five with { Epoch = -1 }] });
    }

    [Fact]
    public void ProducersOutOfOrderOrTwice_AreRefused()
    {
        AssertRefused(Example with { Producers = [Five, Two] });
        AssertRefused(Example with { Producers = [Two, Two] });
        AssertRefused(Example with { Producers = [Two, Two with { Attempt = 4, Epoch = 5 }] });
    }

    protected override bool AreEqual(OpenReduceReadMessage one, OpenReduceReadMessage other) =>
        one with { Producers = [] } == other with { Producers = [] } && one.Producers.SequenceEqual(other.Producers);

    private static ProducerTag[] Producers(int count) => [.. Enumerable.Range(0, count).Select(index => new ProducerTag(index, 0, 1))];
}
