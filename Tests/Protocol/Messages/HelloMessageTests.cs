using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class HelloMessageTests : MessageContract<HelloMessage>
{
    private static readonly HelloMessage Example = new(
        1,
        2,
        (ProtocolFeatures)3,
        ConnectionDirection.Read,
        WorkerId.Parse("000102030405060708090a0b0c0d0e0f", null),
        WorkerIncarnationId.Parse("101112131415161718191a1b1c1d1e1f", null),
        AuthenticationScheme.Token,
        new byte[] { 0xAA, 0xBB },
        "me");

    protected override byte ExpectedType => 0x01;

    protected override Gen<HelloMessage> Messages =>
        from one in ProtocolGen.Int32(0, ushort.MaxValue)
        from other in ProtocolGen.Int32(0, ushort.MaxValue)
        from features in ProtocolGen.UInt64()
        from direction in Gen.Elements(ConnectionDirection.Write, ConnectionDirection.Read)
        from worker in ProtocolGen.Id<WorkerId>()
        from incarnation in ProtocolGen.Id<WorkerIncarnationId>()
        from scheme in Gen.Elements(AuthenticationScheme.None, AuthenticationScheme.Token)
        from credentials in ProtocolGen.Bytes(40)
        from name in ProtocolGen.Text(HelloMessage.MaxClientNameBytes)
        let min = (ushort)Math.Min(one, other)
        let max = (ushort)Math.Max(one, other)
        select new HelloMessage(min, max, (ProtocolFeatures)features, direction, worker, incarnation, scheme, credentials, name);

    [Fact]
    public void Layout() => AssertLayout(
        Example,
        "0100 0200 0300000000000000 02 000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 01 0200 AABB 0200 6D65");

    [Fact]
    public void VersionsInTheWrongOrder_AreRefused() => AssertRefused(Example with { MinVersion = 3 });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void UnknownDirection_IsRefused(byte direction) => AssertRefused(Example with { Direction = (ConnectionDirection)direction });

    [Fact]
    public void LongestCredentialsAndName_RoundTrip()
    {
        string name = new('n', HelloMessage.MaxClientNameBytes);
        HelloMessage longest = Example with { Credentials = new byte[HelloMessage.MaxCredentialBytes], ClientName = name };
        Assert.True(HelloMessage.TryRead(BodyOf(longest), out HelloMessage read));
        Assert.True(AreEqual(longest, read));
    }

    [Fact]
    public void CredentialsThatAreTooLong_AreNotWritten() =>
        Assert.Throws<ArgumentException>(() => BodyOf(Example with { Credentials = new byte[HelloMessage.MaxCredentialBytes + 1] }));

    [Fact]
    public void CredentialsThatAreTooLong_AreNotRead()
    {
        byte[] start = BodyOf(Example with { Credentials = default, ClientName = string.Empty })[..46];
        Assert.True(HelloMessage.TryRead([.. start, 0, 0x10, .. new byte[4096], 0, 0], out _));
        Assert.False(HelloMessage.TryRead([.. start, 1, 0x10, .. new byte[4097], 0, 0], out _));
    }

    [Fact]
    public void NameOfMoreThanTheLimit_IsRefused_EvenIfItHasFewCharacters()
    {
        byte[] start = BodyOf(Example with { Credentials = default, ClientName = string.Empty })[..48];
        byte[] name = System.Text.Encoding.UTF8.GetBytes(new string('漢', 43));
        Assert.Equal(129, name.Length);
        Assert.False(HelloMessage.TryRead([.. start, 129, 0, .. name], out _));
    }

    [Fact]
    public void LongName_IsCut()
    {
        Assert.True(HelloMessage.TryRead(BodyOf(Example with { ClientName = new string('n', 500) }), out HelloMessage read));
        Assert.Equal(new string('n', HelloMessage.MaxClientNameBytes), read.ClientName);
    }

    protected override bool AreEqual(HelloMessage one, HelloMessage other) =>
        one.Credentials.Span.SequenceEqual(other.Credentials.Span) && (one with { Credentials = default }).Equals(other with { Credentials = default });
}
