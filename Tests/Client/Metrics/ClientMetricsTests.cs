using System.Text.RegularExpressions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Client.Metrics;

/// <summary>What an executor counts and times while it writes to and reads from a worker.</summary>
public sealed class ClientMetricsTests : IAsyncLifetime, IDisposable
{
    private static readonly SubpartitionRange Range = new(0, 3);
    private readonly RecordedMeasurements _metrics = new();
    private TestWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await TestWorker.StartAsync();

    public Task DisposeAsync() => _worker.DisposeAsync().AsTask();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task WhatIsWritten_IsRead_AndTimed()
    {
        await using TestExecutor executor = new(meters: _metrics);
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 4);
        OutputModel model = await executor.WriteAsync(shuffle, new Random(3), 3000);
        await executor.MustReadAsync(Range, [shuffle], [model]);
        Assert.True(_metrics["shuffle.client.sent"] > 0);
        Assert.Equal(_metrics["shuffle.client.sent"], _metrics["shuffle.client.received"]);
        Assert.Equal(_metrics["shuffle.client.frame.sent"], _metrics["shuffle.client.frame.received"]);
        Assert.True(_metrics["shuffle.client.write.credit_wait.duration"] > 0);
        Assert.Equal((1, 1), (_metrics["shuffle.client.write.commit.duration"], _metrics["shuffle.client.read.open.duration"]));
        Assert.Equal((2, 0), (_metrics["shuffle.client.connection.usage"], _metrics["shuffle.client.retry"]));
        Assert.True(_metrics["shuffle.client.memory.usage"] > 0);
        Assert.Equal((0, 0), (_metrics["shuffle.client.decompressed.input"], _metrics["shuffle.client.read.resumed"]));
    }

    [Fact]
    public async Task Decompression_IsCountedOnBothSides()
    {
        await using TestExecutor executor = new(options => options.Compression = CompressionCodec.Lz4, meters: _metrics);
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 0, 1);
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            await writer.EmitRecordAsync(new byte[100_000], 0);
            await writer.FinishAsync();
        }

        await using IInputGate gate = await executor.ReadyGateAsync(SubpartitionRange.Single(0), shuffle);
        while (await gate.WaitToPollAsync())
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                next.Buffer.Dispose();
            }
        }

        Assert.InRange(_metrics["shuffle.client.decompressed.input"], 1, 50_000);
        Assert.True(_metrics["shuffle.client.decompressed.output"] >= 100_000);
    }

    [Fact]
    public void RetriesAndResumes_AreCounted()
    {
        using ClientMetrics metrics = new(_metrics);
        metrics.OnRetry("connect", ShuffleErrorCode.ConnectFailed);
        metrics.OnResumed();
        Assert.Equal((1, 1), (_metrics["shuffle.client.retry"], _metrics["shuffle.client.read.resumed"]));
    }

    [Fact]
    public async Task EveryInstrument_IsInTheMetricsPage()
    {
        await using TestExecutor executor = new(meters: _metrics);
        string page = await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs/metrics.md"));
        Assert.Equal(13, _metrics.Units.Count);
        Assert.All(_metrics.Units, one => Assert.Matches($@"\| `{Regex.Escape(one.Key)}` \| {Regex.Escape(one.Value!)} \|", page));
    }
}
