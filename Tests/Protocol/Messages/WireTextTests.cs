using System.Text;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class WireTextTests
{
    [Fact]
    public void CutText_IsTheLongestWholePrefixThatFits() => Claim.Holds(
        ProtocolGen.Text(200).Zip(Gen.Choose(0, 40)),
        input =>
        {
            (string text, int maxBytes) = input;
            string read = WriteAndRead(text, maxBytes);
            Assert.StartsWith(read, text, StringComparison.Ordinal);
            int length = Encoding.UTF8.GetByteCount(read);
            Assert.InRange(length, 0, maxBytes);
            Assert.True(read == text || length + Encoding.UTF8.GetByteCount(NextCharacter(text, read.Length)) > maxBytes);
        });

    [Theory]
    [InlineData("aé", 2, "a")]
    [InlineData("aé", 3, "aé")]
    [InlineData("€", 2, "")]
    [InlineData("x😀", 4, "x")]
    [InlineData("x😀", 5, "x😀")]
    [InlineData("abc", 0, "")]
    public void Cut_NeverSplitsACharacter(string text, int maxBytes, string expected) => Assert.Equal(expected, WriteAndRead(text, maxBytes));

    [Fact]
    public void MalformedUtf8_IsReplaced()
    {
        WireReader reader = new([2, 0, 0xC3, 0x28]);
        Assert.Equal("\uFFFD(", reader.Text(10));
        Assert.True(reader.IsComplete);
    }

    [Fact]
    public void LengthAboveTheLimit_EndsTheReading()
    {
        WireReader reader = new([3, 0, 65, 66, 67, 1]);
        Assert.Equal(string.Empty, reader.Text(2));
        Assert.Equal(0, reader.Byte());
        Assert.False(reader.IsValid);
    }

    [Fact]
    public void FieldThatDoesNotFit_GivesZeroForGood()
    {
        WireReader reader = new([1, 2, 3]);
        Assert.Equal(0, reader.Int32());
        Assert.Equal(0, reader.Byte());
        Assert.False(reader.IsValid || reader.IsComplete);
    }

    [Fact]
    public void TooShortADestination_IsACallersBug() => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        WireWriter writer = new(new byte[3]);
        writer.Int32(1);
    });

    private static string NextCharacter(string text, int at) => text.Substring(at, char.IsHighSurrogate(text[at]) ? 2 : 1);

    private static string WriteAndRead(string text, int maxBytes)
    {
        byte[] bytes = new byte[2 + maxBytes];
        WireWriter writer = new(bytes);
        writer.Text(text, maxBytes);
        WireReader reader = new(bytes.AsSpan(0, writer.Written));
        string read = reader.Text(maxBytes);
        Assert.True(reader.IsComplete);
        return read;
    }
}
