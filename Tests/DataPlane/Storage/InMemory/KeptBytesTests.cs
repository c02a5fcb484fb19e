using System.Runtime.InteropServices;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.InMemory;

namespace ShuffleOrleans.Tests.DataPlane.Storage.InMemory;

/// <summary>Bytes of partitions in shared and adopted buffers, beside plain arrays; a failure names its seed.</summary>
public sealed class KeptBytesTests
{
    private const int BufferBytes = 64 * 1024;
    private const int Start = 128;

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 20));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyAppendsAndReleases_KeepEachPartitionsBytes(int seed)
    {
        Random random = new(seed);
        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 24 * BufferBytes }, 4);
        using KeptMemory memory = new(ledger, 12);
        Assert.True(ledger.TryOpenAccount("channel", 4, out LedgerAccount channel));
        List<(KeptBytes Kept, List<byte> Expected)> partitions = [];
        for (int step = 0; step < 200; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    partitions.Add((new KeptBytes(memory, Start), []));
                    break;
                case 1 when partitions.Count > 0:
                    int gone = random.Next(partitions.Count);
                    AssertHolds(partitions[gone], random);
                    partitions[gone].Kept.Release();
                    partitions.RemoveAt(gone);
                    break;
                default:
                    if (partitions.Count > 0)
                    {
                        Append(partitions[random.Next(partitions.Count)], channel, random);
                    }

                    break;
            }

            Assert.InRange(memory.BufferCount, 0, 12);
            Assert.Equal(memory.BufferCount, ledger.InUseBuffers);
        }

        partitions.ForEach(partition => AssertHolds(partition, random));
        partitions.ForEach(partition => partition.Kept.Release());
        channel.Close();
        Assert.Equal((0, 0), (ledger.QuotaBuffers, ledger.InUseBuffers));
    }

    [Fact]
    public void ReaderHoldsTheMemory_UntilHeIsDone()
    {
        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 8 * BufferBytes });
        using KeptMemory memory = new(ledger, 4);
        Assert.True(ledger.TryOpenAccount("channel", 1, out LedgerAccount channel));
        (KeptBytes Kept, List<byte> Expected) partition = (new KeptBytes(memory, Start), []);
        Append(partition, channel, new Random(3));
        partition.Kept.AddReference();
        partition.Kept.Release();
        AssertHolds(partition, new Random(4));
        partition.Kept.Release();
        Assert.Equal(0, memory.BufferCount);
        Assert.Throws<InvalidOperationException>(partition.Kept.AddReference);
        channel.Close();
    }

    [Fact]
    public void WholeBuffer_IsNotCopied()
    {
        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 8 * BufferBytes });
        using KeptMemory memory = new(ledger, 4);
        Assert.True(ledger.TryOpenAccount("channel", 1, out LedgerAccount channel));
        KeptBytes kept = new(memory, Start);
        LedgerBuffer buffer = channel.Rent();
        Assert.Equal(BufferBytes, kept.Append(new BufferSegment(buffer, 0, BufferBytes)));
        buffer.Release();
        Assert.Same(buffer, kept.Segments[0].Buffer);
        kept.Release();
        channel.Close();
    }

    private static void Append((KeptBytes Kept, List<byte> Expected) partition, LedgerAccount channel, Random random)
    {
        LedgerBuffer buffer = channel.Rent();
        random.NextBytes(buffer.GetSpan());
        int offset = random.Next(3) == 0 ? 0 : random.Next(BufferBytes / 2);
        int length = offset == 0 ? BufferBytes : random.Next(2) == 0 ? random.Next(1, 3000) : random.Next(1, BufferBytes / 2);
        int kept = partition.Kept.Append(new BufferSegment(buffer, offset, length));
        partition.Expected.AddRange(buffer.GetSpan().Slice(offset, kept));
        buffer.Release();
    }

    private static void AssertHolds((KeptBytes Kept, List<byte> Expected) partition, Random random)
    {
        ReadOnlySpan<byte> all = CollectionsMarshal.AsSpan(partition.Expected);
        int from = all.IsEmpty ? 0 : random.Next(all.Length);
        ReadOnlySpan<byte> expected = all.Slice(from, random.Next(all.Length - from + 1));
        byte[] read = new byte[expected.Length];
        partition.Kept.Read(read, Start + from);
        Assert.True(expected.SequenceEqual(read));
        List<BufferSegment> segments = [];
        partition.Kept.TakeSegments(Start + from, expected.Length, segments);
        Assert.True(expected.SequenceEqual(Joined(CollectionsMarshal.AsSpan(segments))));
        segments.ForEach(segment => segment.Buffer.Release());
        Assert.True(all.SequenceEqual(Joined(partition.Kept.Segments)));
    }

    private static byte[] Joined(ReadOnlySpan<BufferSegment> segments)
    {
        using MemoryStream joined = new();
        foreach (BufferSegment segment in segments)
        {
            joined.Write(segment.Span);
        }

        return joined.ToArray();
    }
}
