using System.Numerics;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Checksums;

public sealed class FrameDigestTests
{
    [Fact]
    public void NoFrames_IsTheOffsetBasis() => Assert.Equal(0xCBF29CE484222325, default(FrameDigest).Value);

    [Fact]
    public void PublishedVectorOfFourBytes_Matches() => Assert.Equal(0xDD120E790C2512AF, DigestOf([BitConverter.ToUInt32("foob"u8)]));

    [Fact]
    public void AnyChecksums_MatchTheSlowReference() =>
        Claim.Holds(Gen.ListOf(ProtocolGen.UInt32()), checksums => Assert.Equal(Slow([.. checksums]), DigestOf([.. checksums])));

    [Fact]
    public void Order_Matters() => Assert.NotEqual(DigestOf([1, 2]), DigestOf([2, 1]));

    [Fact]
    public void AnyOtherChecksumInAnyPlace_Shows() => Claim.Holds(Gen.NonEmptyListOf(ProtocolGen.UInt32()), checksums =>
    {
        uint[] changed = [.. checksums];
        for (int i = 0; i < changed.Length; i++)
        {
            changed[i] ^= 0x80;
            Assert.NotEqual(DigestOf([.. checksums]), DigestOf(changed));
            changed[i] ^= 0x80;
        }
    });

    private static ulong DigestOf(uint[] checksums)
    {
        FrameDigest digest = default;
        foreach (uint checksum in checksums)
        {
            digest.Append(checksum);
        }

        return digest.Value;
    }

    // FNV-1a in unlimited integers, over the bytes one by one.
    private static ulong Slow(uint[] checksums)
    {
        BigInteger hash = BigInteger.Parse("14695981039346656037", null);
        foreach (uint checksum in checksums)
        {
            for (uint rest = checksum, place = 0; place < 4; rest /= 256, place++)
            {
                hash = (hash ^ (rest % 256)) * 1099511628211 % (BigInteger.One << 64);
            }
        }

        return (ulong)hash;
    }
}
