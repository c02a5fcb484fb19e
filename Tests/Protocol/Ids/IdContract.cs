using System.Text.Json;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Ids;

/// <summary>What every 128-bit id promises: one text form, one JSON form, one wire form, and no other.</summary>
public abstract class IdContract<TId>
    where TId : struct, IShuffleId<TId>
{
    private const string Example = "00112233445566778899aabbccddeeff";

    [Fact]
    public void Text_IsTheHexOfTheWireBytes() => Claim.Holds(ProtocolGen.Id<TId>(), id =>
    {
        byte[] bytes = new byte[IdBytes.Length];
        IdBytes.Write(id, bytes);
        Assert.Equal(Convert.ToHexStringLower(bytes), id.ToString());
        Assert.Equal(id, IdBytes.Read<TId>(bytes));
        Assert.Equal(id, TId.Parse(id.ToString()!, null));
    });

    [Fact]
    public void Json_RoundTripsAsValueAndAsPropertyName() => Claim.Holds(ProtocolGen.Id<TId>(), id =>
    {
        Assert.Equal($"\"{id}\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<TId>($"\"{id}\""));
        Dictionary<TId, int> map = new() { [id] = 1 };
        Assert.Equal(map, JsonSerializer.Deserialize<Dictionary<TId, int>>(JsonSerializer.Serialize(map)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("00112233445566778899aabbccddeef")]
    [InlineData("00112233445566778899aabbccddeeff0")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData(" 0112233445566778899aabbccddeeff")]
    [InlineData("0x112233445566778899aabbccddeeff")]
    [InlineData("+0112233445566778899aabbccddeeff")]
    [InlineData("../../../../../../../etc/passwd.")]
    [InlineData("00112233445566778899aabbccddeef\0")]
    [InlineData("０0112233445566778899aabbccddeef")]
    public void AnyOtherText_IsRefused(string text)
    {
        Assert.False(TId.TryParse(text, null, out TId id));
        Assert.Equal(default, id);
        FormatException error = Assert.Throws<FormatException>(() => TId.Parse(text, null));
        Assert.Contains(typeof(TId).Name, error.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TId>(JsonSerializer.Serialize(text)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[\"" + Example + "\"]")]
    [InlineData("\"\\ud800112233445566778899aabbccddeeff\"")]
    public void JsonThatIsNoSuchString_IsRefused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TId>(json));

    [Fact]
    public void NoText_IsRefused()
    {
        Assert.False(TId.TryParse(null, null, out _));
        Assert.Throws<ArgumentNullException>(() => TId.Parse(null!, null));
    }

    [Fact]
    public void LongText_IsShortenedInTheError() =>
        Assert.InRange(Assert.Throws<FormatException>(() => TId.Parse(new string('x', 100_000), null)).Message.Length, 1, 200);

    [Fact]
    public void AnyText_IsRefusedOrComesBackUnchanged() => Claim.Holds(
        ArbMap.Default.GeneratorFor<string>(),
        text => Assert.True(!TId.TryParse(text, null, out TId id) || id.ToString() == text));

    [Fact]
    public void TooShortABuffer_IsACallersBug()
    {
        Assert.Throws<ArgumentException>(() => IdBytes.Write(TId.Parse(Example, null), new byte[IdBytes.Length - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => IdBytes.Read<TId>(new byte[IdBytes.Length - 1]));
    }
}
