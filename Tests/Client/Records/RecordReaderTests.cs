using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Tests.Client.Records;

public sealed class RecordReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Stream_CutAnywhere_GivesTheSameRecords(int cut)
    {
        byte[][] records = [[1, 2, 3], [], [4], new byte[300], [.. Enumerable.Range(0, 2000).Select(i => (byte)i)], []];
        ScriptedGate gate = new();
        foreach (byte[] piece in (await StreamOfAsync(records)).Chunk(cut))
        {
            gate.Add(0, 0, piece);
        }

        Assert.Equal(records, (await ReadAllAsync(gate)).Select(record => record.Bytes));
        Assert.Equal(0, gate.OpenBufferCount);
    }

    [Fact]
    public async Task RandomCuts_OfMixedChannelsAndSubpartitions_KeepEachStreamInOrder()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            Dictionary<(int Channel, int Subpartition), byte[][]> sent = [];
            List<(int Channel, int Subpartition, Queue<byte> Left)> streams = [];
            for (int i = 0; i < 6; i++)
            {
                byte[][] records = [.. Enumerable.Range(0, random.Next(20)).Select(_ => RandomBytes(random, random.Next(3) == 0 ? 3000 : 20))];
                sent[(i / 2, i % 2)] = records;
                streams.Add((i / 2, i % 2, new Queue<byte>(await StreamOfAsync(records))));
            }

            ScriptedGate gate = new();
            while (streams.Count > 0)
            {
                (int channel, int subpartition, Queue<byte> left) = streams[random.Next(streams.Count)];
                byte[] piece = [.. Enumerable.Range(0, Math.Min(left.Count, random.Next(1, 200))).Select(_ => left.Dequeue())];
                gate.Add(channel, subpartition, piece);
                streams.RemoveAll(stream => stream.Left.Count == 0);
            }

            ILookup<int, byte[]> got = (await ReadAllAsync(gate)).ToLookup(record => record.Subpartition, record => record.Bytes);
            foreach (int subpartition in (int[])[0, 1])
            {
                int expected = sent.Where(stream => stream.Key.Subpartition == subpartition).Sum(stream => stream.Value.Length);
                Assert.True(expected == got[subpartition].Count(), $"seed {seed}");
            }

            foreach (((_, int subpartition), byte[][] records) in sent)
            {
                Assert.True(IsSubsequence(records, [.. got[subpartition]]), $"seed {seed}");
            }
        }
    }

    [Fact]
    public async Task Current_StaysValid_UntilTheNextCall()
    {
        ScriptedGate gate = new ScriptedGate().Add(0, 0, await StreamOfAsync([1, 1, 1], [2, 2]));
        using RecordReader reader = new(gate);

        Assert.True(await reader.ReadAsync());
        ReadOnlyMemory<byte> first = reader.Current;
        Assert.Equal([1, 1, 1], first.ToArray());
        Assert.True(await reader.ReadAsync());
        Assert.Equal([2, 2], reader.Current.ToArray());
        Assert.Equal(1, gate.OpenBufferCount);
        Assert.False(await reader.ReadAsync());
        Assert.Equal(0, gate.OpenBufferCount);
    }

    [Fact]
    public async Task Dispose_GivesTheHeldBufferBack()
    {
        ScriptedGate gate = new ScriptedGate().Add(0, 0, await StreamOfAsync([1], [2]));
        RecordReader reader = new(gate);
        Assert.True(await reader.ReadAsync());

        reader.Dispose();

        Assert.Equal(0, gate.OpenBufferCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task StreamThatEndsInsideARecord_IsATypedError(int cut)
    {
        byte[] stream = await StreamOfAsync([1, 2, 3]);
        ScriptedGate gate = new ScriptedGate().Add(2, 7, stream.AsSpan(0, cut));

        RecordStreamException error = await Assert.ThrowsAsync<RecordStreamException>(() => ReadAllAsync(gate));

        Assert.Equal((2, 7), (error.ChannelIndex, error.Subpartition));
        Assert.Equal(ShuffleErrorCode.MalformedMessage, error.Code);
        Assert.Equal(0, gate.OpenBufferCount);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task LengthOutOfRange_IsATypedError_WhetherCutOrNot(int length)
    {
        byte[] bytes = [.. BitConverter.GetBytes(length), 0, 0];
        await Assert.ThrowsAsync<RecordStreamException>(() => ReadAllAsync(new ScriptedGate().Add(0, 0, bytes), maxRecordBytes: 10));
        await Assert.ThrowsAsync<RecordStreamException>(
            () => ReadAllAsync(new ScriptedGate().Add(0, 0, bytes.AsSpan(0, 2)).Add(0, 0, bytes.AsSpan(2)), maxRecordBytes: 10));
    }

    [Fact]
    public async Task RecordOfExactlyTheLimit_IsRead()
        => Assert.Single(await ReadAllAsync(new ScriptedGate().Add(0, 0, await StreamOfAsync(new byte[10])), maxRecordBytes: 10));

    [Fact]
    public async Task Events_AreSkippedAndGivenBack()
    {
        byte[] stream = await StreamOfAsync([1, 2, 3]);
        ScriptedGate gate = new ScriptedGate().Add(0, 0, stream.AsSpan(0, 5)).Add(0, 0, [9, 9], isEvent: true).Add(0, 0, stream.AsSpan(5));

        Assert.Equal([1, 2, 3], Assert.Single(await ReadAllAsync(gate)).Bytes);
        Assert.Equal(0, gate.OpenBufferCount);
    }

    [Fact]
    public async Task NoBuffers_GiveNoRecords() => Assert.Empty(await ReadAllAsync(new ScriptedGate()));

    [Fact]
    public async Task ReadingRecordsInsideABuffer_DoesNotAllocate()
    {
        // A collection that another test causes counts the unused rest of this thread's allocation space, up to 8 KiB, as allocated. It does not do so
        // every time; one byte for each record would show every time.
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            least = Math.Min(least, await AllocatedByReadingAsync(10_000));
        }

        Assert.Equal(0, least);
    }

    private static async Task<long> AllocatedByReadingAsync(int recordCount)
    {
        ScriptedGate gate = new ScriptedGate().Add(0, 0, await StreamOfAsync([.. Enumerable.Repeat(new byte[100], recordCount)]));
        using RecordReader reader = new(gate);
        Assert.True(await reader.ReadAsync());

        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 1;
        while (count < recordCount && await reader.ReadAsync())
        {
            count++;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(recordCount, count);
        return allocated;
    }

    private static async Task<byte[]> StreamOfAsync(params byte[][] records)
    {
        RecordingWriter output = new(1);
        RecordWriter writer = new(output);
        foreach (byte[] record in records)
        {
            await writer.WriteAsync(record, 0);
        }

        return [.. output.Streams[0]];
    }

    private static async Task<List<(int Subpartition, byte[] Bytes)>> ReadAllAsync(ScriptedGate gate, int maxRecordBytes = RecordFormat.DefaultMaxRecordBytes)
    {
        using RecordReader reader = new(gate, maxRecordBytes);
        List<(int Subpartition, byte[] Bytes)> records = [];
        while (await reader.ReadAsync())
        {
            records.Add((reader.CurrentSubpartition, reader.Current.ToArray()));
        }

        return records;
    }

    private static byte[] RandomBytes(Random random, int limit)
    {
        byte[] bytes = new byte[random.Next(limit)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static bool IsSubsequence(byte[][] part, byte[][] whole)
    {
        int next = 0;
        foreach (byte[] record in whole)
        {
            next += next < part.Length && record.AsSpan().SequenceEqual(part[next]) ? 1 : 0;
        }

        return next == part.Length;
    }
}
