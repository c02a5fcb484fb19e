using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Format;

public sealed class FileEndsTests
{
    private static readonly PartitionFileHeader Header = new(SamplePartition.NewAttempt(attempt: 2, epoch: 77), 12);
    private static readonly PartitionReceipt Receipt = new(2, 3, 14, 0x123456789ABCDEF0);
    private static readonly PartitionFileFooter Footer = new(128 + Receipt.FrameBytes, 90, 1, 2, Receipt);

    private static long FileLength => Footer.IndexOffset + Footer.IndexLength + PartitionFileFooter.Length;

    [Fact]
    public void Header_SurvivesItsFileForm()
    {
        Assert.True(PartitionFileHeader.TryRead(HeaderBytes(), out PartitionFileHeader read));
        Assert.Equal(Header, read);
    }

    [Fact]
    public void Footer_SurvivesItsFileForm()
    {
        Assert.True(PartitionFileFooter.TryRead(FooterBytes(), FileLength, framesInside: true, out PartitionFileFooter read));
        Assert.Equal(Footer, read);
    }

    [Fact]
    public void AnyOtherByteInTheHeader_IsRefused() => ForEachOtherByte(HeaderBytes(), bytes => PartitionFileHeader.TryRead(bytes, out _));

    [Fact]
    public void AnyOtherByteInTheFooter_IsRefused() => ForEachOtherByte(FooterBytes(), bytes => PartitionFileFooter.TryRead(bytes, FileLength, framesInside: true, out _));

    [Fact]
    public void FileOfAnotherLength_IsRefused()
    {
        Assert.False(PartitionFileFooter.TryRead(FooterBytes(), FileLength - 1, framesInside: true, out _));
        Assert.False(PartitionFileFooter.TryRead(FooterBytes(), FileLength + 1, framesInside: true, out _));
    }

    private static byte[] HeaderBytes()
    {
        byte[] bytes = new byte[PartitionFileHeader.Length];
        Header.Write(bytes);
        return bytes;
    }

    private static byte[] FooterBytes()
    {
        byte[] bytes = new byte[PartitionFileFooter.Length];
        Footer.Write(bytes);
        return bytes;
    }

    private static void ForEachOtherByte(byte[] right, Func<byte[], bool> accepts)
    {
        for (int at = 0; at < right.Length; at++)
        {
            for (int change = 1; change < 256; change++)
            {
                byte[] other = [.. right];
                other[at] ^= (byte)change;
                Assert.False(accepts(other), $"Byte {at} xor {change} was accepted.");
            }
        }
    }
}
