using ShuffleOrleans.Samples.TeraSort;

namespace ShuffleOrleans.Tests.Samples.TeraSort;

public sealed class RecordSorterTests
{
    [Fact]
    public void Records_ComeOutInTheOrderOfTheirWholeKeys()
    {
        RecordGenerator generator = new(new TeraSortParameters(0, 3, KeyKind.Random, 0));
        RecordSorter sorter = new(expectedCount: 1);
        List<byte[]> expected = [];
        for (int number = 0; number < 5000; number++)
        {
            byte[] record = new byte[TeraRecord.Bytes];
            generator.Generate(number, record);

            // Few prefixes, so that the last two bytes of the key decide.
            record.AsSpan(0, 8).Fill((byte)(number % 3));
            sorter.Add(record);
            expected.Add(record);
        }

        sorter.Sort();

        string[] keys = [.. expected.Select(record => Convert.ToHexString(record.AsSpan(0, TeraRecord.KeyBytes))).Order(StringComparer.Ordinal)];
        Assert.Equal(keys, Enumerable.Range(0, sorter.Count).Select(rank => Convert.ToHexString(sorter[rank][..TeraRecord.KeyBytes])));
    }

    [Fact]
    public void EqualKeys_KeepTheOrderOfArrival()
    {
        RecordSorter sorter = new(expectedCount: 0);
        for (byte number = 0; number < 200; number++)
        {
            byte[] record = new byte[TeraRecord.Bytes];
            record[TeraRecord.KeyBytes] = number;
            sorter.Add(record);
        }

        sorter.Sort();

        Assert.Equal(Enumerable.Range(0, 200), Enumerable.Range(0, 200).Select(rank => (int)sorter[rank][TeraRecord.KeyBytes]));
    }

    [Fact]
    public void RecordShorterThanAKeyAndANumber_IsRefused() => Assert.Throws<InvalidDataException>(() => new RecordSorter(1).Add(new byte[17]));
}
