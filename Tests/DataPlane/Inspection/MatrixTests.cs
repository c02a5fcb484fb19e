using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>The matrix is the bytes that were written, put into bins, computed here the slow way.</summary>
public sealed class MatrixTests : IAsyncLifetime, IDisposable
{
    private const int Producers = 7;
    private const int Subpartitions = 9;

    private readonly TempDirectory _directory = new();
    private readonly JobId _job = new(Guid.NewGuid());
    private readonly DataSetId _dataSet = new(Guid.NewGuid());
    private LiveWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await LiveWorker.StartAsync(_directory);

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(DataPartitionKind.Map, 1)]
    [InlineData(DataPartitionKind.Map, 2)]
    [InlineData(DataPartitionKind.Reduce, 3)]
    public async Task Bins_HoldWhatWasWritten(DataPartitionKind kind, int seed)
    {
        Random random = new(seed);
        List<SamplePartition> written = [];
        for (int producer = 0; producer < Producers; producer++)
        {
            SamplePartition partition = Partition(random, kind, producer, attempt: 0);
            await _worker.WriteAsync(partition.With(kind == DataPartitionKind.Map && producer % 3 == 1 ? Durability.Memory : Durability.PageCache));
            written.Add(partition);
        }

        for (int turn = 0; turn < 20; turn++)
        {
            (int fromProducer, int producers) = Window(random, Producers + 2);
            (int fromSubpartition, int subpartitions) = Window(random, Subpartitions + 3);
            MatrixRequest request = new(
                _job, _dataSet, fromProducer, producers, fromSubpartition, subpartitions, random.Next(1, producers + 1), random.Next(1, subpartitions + 1));
            AssertSums(request, written, await SumAsync(request));
        }
    }

    [Fact]
    public async Task NewestAttemptOfAProducer_CountsAlone()
    {
        Random random = new(5);
        await _worker.WriteAsync(Partition(random, DataPartitionKind.Map, 2, attempt: 0));
        SamplePartition newest = Partition(random, DataPartitionKind.Map, 2, attempt: 1);
        await _worker.WriteAsync(newest);
        MatrixRequest request = new(_job, _dataSet, 0, 4, 0, Subpartitions, 4, Subpartitions);
        AssertSums(request, [newest], await SumAsync(request));
    }

    [Fact]
    public async Task DamagedIndex_IsNotSampled_AndTheRestIs()
    {
        Random random = new(6);
        SamplePartition damaged = Partition(random, DataPartitionKind.Map, 0, attempt: 0);
        await _worker.WriteAsync(damaged);
        string path = _directory.PathOf(_directory.PartitionFiles.Single());
        SamplePartition sound = Partition(random, DataPartitionKind.Map, 1, attempt: 0);
        await _worker.WriteAsync(sound);
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        MatrixPart part = await SumAsync(new MatrixRequest(_job, _dataSet, 0, 2, 0, Subpartitions, 2, 1));
        Assert.Equal((2, 1), (part.Committed, part.Sampled));
        Assert.Equal([0L, Payload(sound, 0, Subpartitions)], part.Bytes);
    }

    [Theory]
    [InlineData(0, 5, 0, 5, 6, 5)]
    [InlineData(0, 500, 0, 5, 129, 5)]
    [InlineData(-1, 5, 0, 5, 5, 5)]
    [InlineData(0, 0, 0, 5, 0, 5)]
    [InlineData(0, 5, int.MaxValue, 1, 1, 1)]
    [InlineData(0, 5, 0, 5, 5, 0)]
    public async Task WindowOrBinsThatCannotBe_AreRefused(int fromProducer, int producers, int fromSubpartition, int subpartitions, int rows, int columns)
    {
        MatrixRequest request = new(_job, _dataSet, fromProducer, producers, fromSubpartition, subpartitions, rows, columns);
        Assert.Equal(ShuffleErrorCode.InvalidRequest, (await Assert.ThrowsAsync<ShuffleException>(() => SumAsync(request))).Code);
    }

    private async Task<MatrixPart> SumAsync(MatrixRequest request) => await _worker.Worker.Inspection.SumMatrixAsync(request, default);

    private static void AssertSums(MatrixRequest request, IReadOnlyList<SamplePartition> written, MatrixPart part)
    {
        long[] expected = new long[request.Rows * request.Columns];
        long[] bySubpartition = new long[request.Subpartitions];
        SamplePartition[] inView = [.. written.Where(partition =>
            partition.Attempt.Partition.PartitionIndex - request.FromProducer is >= 0 and var at && at < request.Producers)];
        foreach (SamplePartition partition in inView)
        {
            int row = (partition.Attempt.Partition.PartitionIndex - request.FromProducer) * request.Rows / request.Producers;
            for (int i = 0; i < request.Subpartitions; i++)
            {
                long bytes = Payload(partition, request.FromSubpartition + i, 1);
                expected[(row * request.Columns) + (i * request.Columns / request.Subpartitions)] += bytes;
                bySubpartition[i] += bytes;
            }
        }

        Assert.Equal((inView.Length, inView.Length), (part.Committed, part.Sampled));
        Assert.Equal(expected, part.Bytes);
        Assert.Equal(bySubpartition, part.SubpartitionBytes);
    }

    private static long Payload(SamplePartition partition, int first, int count) => Enumerable.Range(first, count)
        .Where(subpartition => subpartition < partition.SubpartitionCount)
        .Sum(subpartition => partition.FramesIn(SubpartitionRange.Single(subpartition)).Sum(frame => (long)frame.Header.PayloadLength));

    private static (int From, int Count) Window(Random random, int limit)
    {
        int from = random.Next(limit - 1);
        return (from, random.Next(1, limit - from + 1));
    }

    private SamplePartition Partition(Random random, DataPartitionKind kind, int producer, int attempt)
    {
        SamplePartition partition = new(Subpartitions)
        {
            Attempt = new PartitionAttemptId(new DataPartitionId(_job, _dataSet, kind, producer), attempt, attempt + 1),
        };
        for (int region = random.Next(1, 4); region > 0; region--)
        {
            int[] subpartitions = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(Subpartitions)).Order()];
            partition.Region([.. subpartitions.Select(subpartition => (subpartition, random.Next(1, 3000)))]);
        }

        return random.Next(2) == 0 ? partition.Broadcast(random.Next(1, 500)) : partition;
    }
}
