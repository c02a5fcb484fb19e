using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Environment;

public sealed class RoundTripTests : IAsyncLifetime
{
    private TestWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await TestWorker.StartAsync();

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 17)]
    [InlineData(4, 64)]
    [InlineData(5, 200)]
    public async Task RandomStreams_AreReadBackPerSubpartitionInOrder(int seed, int subpartitions)
    {
        await using TestExecutor executor = new();
        Random random = new(seed);
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, 3).Select(index => TestExecutor.Descriptor(_worker.At(), index, subpartitions))];
        List<OutputModel> models = [];
        foreach (RemoteShuffleDescriptor shuffle in shuffles)
        {
            models.Add(await executor.WriteAsync(shuffle, random, 3000));
        }

        await executor.MustReadAsync(new SubpartitionRange(0, subpartitions - 1), shuffles, models);
        for (int i = 0; i < 3; i++)
        {
            int first = random.Next(subpartitions);
            await executor.MustReadAsync(new SubpartitionRange(first, random.Next(first, subpartitions)), shuffles, models);
        }
    }

    [Fact]
    public async Task RecordsLargerThanEveryBuffer_ComeWholeAndInOrder()
    {
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 5);
        OutputModel model = new(5);
        Random random = new(7);
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            // A chunk of this writer has 32 KiB, its region 512 KiB, its memory 1 MiB.
            foreach (int length in (int[])[10, 70_000, 0, 600_000, 5, 3_000_000, 524_288, 1_048_576, 1])
            {
                byte[] record = new byte[length];
                random.NextBytes(record);
                await model.EmitAsync(writer, record, random.Next(5)).WaitAsync(Patience.Limit);
                await model.BroadcastAsync(writer, record).WaitAsync(Patience.Limit);
                await model.EmitAsync(writer, record, random.Next(5)).WaitAsync(Patience.Limit);
            }

            await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        }

        await executor.MustReadAsync(new SubpartitionRange(0, 4), [shuffle], [model]);
        await executor.MustReadAsync(SubpartitionRange.Single(3), [shuffle], [model]);
    }

    [Fact]
    public async Task TinyMemory_MakesManyRegions()
    {
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 8);
        OutputModel model = new(8);
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            await model.WriteRandomAsync(writer, new Random(11), 4000, 4000).WaitAsync(Patience.Limit);
            PartitionReceipt receipt = await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
            Assert.True(receipt.RegionCount > 100, $"{receipt}");
        }

        await executor.MustReadAsync(new SubpartitionRange(0, 7), [shuffle], [model]);
    }

    [Fact]
    public async Task EmptyPartition_IsReadAsEmpty()
    {
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 4);
        await executor.WriteAsync(shuffle, new Random(1), 0);
        await executor.MustReadAsync(new SubpartitionRange(1, 3), [shuffle], [new OutputModel(4)]);
    }

    [Fact]
    public async Task EmptyRecordsAlone_MakeAnEmptyPartition()
    {
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 2);
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            await writer.EmitRecordAsync(ReadOnlyMemory<byte>.Empty, 1);
            await writer.BroadcastRecordAsync(ReadOnlyMemory<byte>.Empty);
            Assert.Equal(0, (await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit)).FrameCount);
        }

        await executor.MustReadAsync(new SubpartitionRange(0, 1), [shuffle], [new OutputModel(2)]);
    }

    [Fact]
    public async Task GateOfNothing_IsFinishedAtOnce()
    {
        await using TestExecutor executor = new();
        await executor.MustReadAsync(SubpartitionRange.Single(0), [], []);
    }

    [Fact]
    public async Task ManyWritersAndGates_ShareOneEnvironmentAndGiveAllOfItBack()
    {
        await using TestExecutor executor = new(options => options.Memory.BudgetBytes = 64L * 1024 * 1024);
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, 12).Select(index => TestExecutor.Descriptor(_worker.At(), index, 6))];
        OutputModel[] models = await Task.WhenAll(shuffles.Select((shuffle, index) => executor.WriteAsync(shuffle, new Random(index), 800)));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(subpartition => executor.MustReadAsync(SubpartitionRange.Single(subpartition), shuffles, models)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lz4_IsReadBackAndShrinksWhatCanShrink(bool compressible)
    {
        RemoteShuffleOptions lz4 = new() { Compression = CompressionCodec.Lz4 };
        if (!Lz4.IsAvailable)
        {
            await LibraryMissing.MustBeToldAsync(lz4);
            return;
        }

        await using TestExecutor executor = new(options => options.Compression = CompressionCodec.Lz4);
        await executor.Environment.StartAsync();
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 3);
        OutputModel model = new(3);
        Random random = new(5);
        long bytes = 0;
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            for (int i = 0; i < 500; i++)
            {
                byte[] record = new byte[random.Next(1, 9000)];
                if (!compressible)
                {
                    random.NextBytes(record);
                }

                bytes += record.Length;
                await (i % 10 == 0 ? model.BroadcastAsync(writer, record) : model.EmitAsync(writer, record, i % 3)).WaitAsync(Patience.Limit);
            }

            await model.EventAsync(writer, new byte[500]);
            PartitionReceipt receipt = await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
            Assert.Equal(compressible, receipt.PayloadBytes < bytes / 10);
            Assert.True(receipt.PayloadBytes <= bytes + 500);
        }

        await executor.MustReadAsync(new SubpartitionRange(0, 2), [shuffle], [model]);
        await executor.MustReadAsync(SubpartitionRange.Single(2), [shuffle], [model]);
    }
}
