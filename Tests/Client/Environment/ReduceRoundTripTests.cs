using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;

namespace ShuffleOrleans.Tests.Client.Environment;

/// <summary>
/// Writers and gates over reduce partitions, as a property: whatever several producers write, mixed in time, over one or more workers, next to attempts that
/// were given up, and over connections that break, a reader of any range polls exactly that, for each producer and subpartition in order.
/// </summary>
public sealed class ReduceRoundTripTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task WhatWasWritten_IsWhatIsPolled(int seed)
    {
        Random random = new(seed);
        int subpartitions = random.Next(1, 9);
        await using ScriptedCluster cluster = new(random.Next(1, Math.Min(3, subpartitions) + 1), subpartitions);
        await using TestExecutor executor = new(options =>
        {
            options.Connections.MaxRetries = 100;
            options.Compression = seed % 3 == 0 && Lz4.IsAvailable ? CompressionCodec.Lz4 : CompressionCodec.None;
        });
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, random.Next(1, 7)).Select(producer => cluster.Shuffle(producer, attempt: 1, epoch: 2))];
        OutputModel[] models = await WriteMixedAsync(executor, [.. shuffles, cluster.Shuffle(0, attempt: 0, epoch: 1)], random);
        CutNowAndThen(cluster, random);

        // The gate's channels need not be in the producers' order.
        int[] order = [.. Enumerable.Range(0, shuffles.Length)];
        random.Shuffle(order);
        for (int i = 0; i < 4; i++)
        {
            int first = random.Next(subpartitions);
            SubpartitionRange range = i == 0 ? new(0, subpartitions - 1) : new(first, random.Next(first, subpartitions));
            await executor.MustReadAsync(range, [.. order.Select(index => shuffles[index])], [.. order.Select(index => models[index])]);
        }
    }

    [Fact]
    public async Task RecordsCutByOtherProducersFrames_AreWholeAndInOrder()
    {
        const int Producers = 3;
        const int Records = 40;
        await using ScriptedCluster cluster = new(2, 4);
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, Producers).Select(producer => cluster.Shuffle(producer))];
        await Task.WhenAll(shuffles.Select(async (shuffle, producer) =>
        {
            await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle);
            RecordWriter records = new(writer);
            for (int i = 0; i < Records; i++)
            {
                // Larger than a region now and then, so that a record's frames leave one by one and meet those of others on the way.
                await records.WriteAsync(Record(producer, i, i % 5 == 0 ? 1_500_000 : 70_000), i % 4).AsTask().WaitAsync(Patience.Limit);
            }

            await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        }));

        await using IInputGate gate = await executor.ReadyGateAsync(new SubpartitionRange(0, 3), shuffles);
        using RecordReader reader = new(gate);
        Dictionary<(int Producer, int Subpartition), int> last = [];
        while (await reader.ReadAsync().AsTask().WaitAsync(Patience.Limit))
        {
            (int producer, int number) = (reader.Current.Span[0], reader.Current.Span[1]);
            Assert.True(
                reader.Current.Span.SequenceEqual(Record(producer, number, reader.Current.Length)),
                $"Record {number} of producer {producer} is mixed with others.");
            Assert.True(number > last.GetValueOrDefault((producer, reader.CurrentSubpartition), -1));
            last[(producer, reader.CurrentSubpartition)] = number;
        }

        Assert.Equal(Producers * Records, reader.RecordCount);
    }

    private static byte[] Record(int producer, int number, int length)
    {
        byte[] record = new byte[length];
        record.AsSpan().Fill((byte)((producer * 64) + number));
        (record[0], record[1]) = ((byte)producer, (byte)number);
        return record;
    }

    // Every producer's calls in turn, a few at a time. The last one is given up, the others are committed.
    private static async Task<OutputModel[]> WriteMixedAsync(TestExecutor executor, RemoteShuffleDescriptor[] shuffles, Random random)
    {
        OutputModel[] models = [.. shuffles.Select(shuffle => new OutputModel(shuffle.Allocation.SubpartitionCount))];
        List<IResultPartitionWriter> writers = [];
        foreach (RemoteShuffleDescriptor shuffle in shuffles)
        {
            writers.Add(await executor.ReadyWriterAsync(shuffle));
        }

        for (int turn = 0; turn < 60; turn++)
        {
            int writer = random.Next(writers.Count);
            await models[writer].WriteRandomAsync(writers[writer], random, random.Next(1, 40)).WaitAsync(Patience.Limit);
            if (random.Next(2) == 0)
            {
                await writers[writer].FlushAllAsync();
            }
        }

        for (int writer = 0; writer < writers.Count; writer++)
        {
            await (writer < writers.Count - 1 ? writers[writer].FinishAsync().AsTask().WaitAsync(Patience.Limit) : Task.CompletedTask);
            await writers[writer].DisposeAsync();
        }

        return models;
    }

    private static void CutNowAndThen(ScriptedCluster cluster, Random random)
    {
        Lock guard = new();
        foreach (ScriptedWorker worker in cluster.Workers)
        {
            worker.OnRead = (_, reply) =>
            {
                lock (guard)
                {
                    return random.Next(3) > 0 ? reply with { CutBefore = random.Next(reply.Frames.Count + 1) } : reply;
                }
            };
        }
    }
}
