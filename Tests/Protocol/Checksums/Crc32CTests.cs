using System.Text;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Tests.Protocol.Generators;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.Protocol.Checksums;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4, last example: an iSCSI SCSI Read (10) command.
    private const string IScsiReadCommand = "01C000000000000000000000000000001400000000000400000000140000001828000000000000000200000000000000";

    [Fact]
    public void CheckValue_IsThePublishedOne() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    [Fact]
    public void NoBytes_IsZero() => Assert.Equal(0u, Crc32C.Of([]));

    [Fact]
    public void PublishedVectors_Match()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Of(Enumerable.Range(0, 32).Select(value => (byte)value).ToArray()));
        Assert.Equal(0x113FDB5Cu, Crc32C.Of(Enumerable.Range(0, 32).Select(value => (byte)(31 - value)).ToArray()));
        Assert.Equal(0xD9963A56u, Crc32C.Of(Convert.FromHexString(IScsiReadCommand)));
    }

    [Fact]
    public void SlowReference_HasThePublishedCheckValue() => Assert.Equal(0xE3069283, SlowCrc32C.Of(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void AnyBytes_MatchTheSlowReference() =>
        Claim.Holds(ProtocolGen.Bytes(300), bytes => Assert.Equal(SlowCrc32C.Of(bytes), Crc32C.Of(bytes)));

    [Fact]
    public void AnyCutIntoPieces_GivesTheSameChecksum() => Claim.Holds(
        ProtocolGen.Bytes(300).Zip(Gen.Choose(0, int.MaxValue)),
        input =>
        {
            Crc32C pieces = default;
            foreach (ReadOnlyMemory<byte> piece in RandomCuts.Of(input.Item1, new Random(input.Item2)))
            {
                pieces.Append(piece.Span);
            }

            Assert.Equal(SlowCrc32C.Of(input.Item1), pieces.Value);
        });

    [Fact]
    public void UnalignedBytes_GiveTheSameChecksum()
    {
        byte[] bytes = Enumerable.Range(0, 100).Select(value => (byte)(value * 7)).ToArray();
        for (int start = 0; start < 16; start++)
        {
            Assert.Equal(SlowCrc32C.Of(bytes[start..]), Crc32C.Of(bytes.AsSpan(start)));
        }
    }
}
