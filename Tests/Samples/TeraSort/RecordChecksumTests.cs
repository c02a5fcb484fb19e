using ShuffleOrleans.Samples.TeraSort;

namespace ShuffleOrleans.Tests.Samples.TeraSort;

public sealed class RecordChecksumTests
{
    [Fact]
    public void EveryFlippedBit_ChangesTheChecksum()
    {
        byte[] record = new byte[TeraRecord.Bytes];
        new RecordGenerator(new TeraSortParameters(0, 1, KeyKind.Random, 0)).Generate(7, record);
        ulong checksum = RecordChecksum.Of(record);
        for (int bit = 0; bit < record.Length * 8; bit++)
        {
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(checksum, RecordChecksum.Of(record));
            record[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void SwappedWordsAndAddedZeros_ChangeTheChecksum()
    {
        byte[] record = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3];
        byte[] swapped = [2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3];
        Assert.Equal(3, new[] { RecordChecksum.Of(record), RecordChecksum.Of(swapped), RecordChecksum.Of([0, .. record]) }.Distinct().Count());
    }
}
