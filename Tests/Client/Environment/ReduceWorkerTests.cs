using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;

namespace ShuffleOrleans.Tests.Client.Environment;

/// <summary>Reduce partitions over real workers: written by several producers at once, some given up, read through connections that break.</summary>
public sealed class ReduceWorkerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task WhatWasWritten_IsWhatIsPolled(int seed)
    {
        Random random = new(seed);
        int subpartitions = random.Next(2, 9);
        TestWorker[] workers = [.. await Task.WhenAll(Enumerable.Range(0, random.Next(1, 3)).Select(_ => TestWorker.StartAsync()))];
        await using (TestExecutor executor = new(options => options.Connections.MaxRetries = 100))
        {
            WorkerLocation[] locations = [.. workers.Select(worker => worker.At())];
            RemoteShuffleDescriptor[] shuffles =
                [.. Enumerable.Range(0, random.Next(2, 7)).Select(producer => ReduceData.Shuffle(producer, subpartitions, locations, attempt: 1, epoch: 2))];
            await GiveUpAsync(executor, ReduceData.Shuffle(0, subpartitions, locations), random);
            OutputModel[] models = await Task.WhenAll(shuffles.Select((shuffle, i) => executor.WriteAsync(shuffle, new Random((seed * 100) + i), 600)));
            SubpartitionRange all = new(0, subpartitions - 1);
            await executor.MustReadAsync(all, shuffles, models);
            await executor.MustReadAsync(SubpartitionRange.Single(1), shuffles, models);
            for (int cut = 0; cut < 5; cut++)
            {
                await ReadThroughCutsAsync(executor, workers, shuffles, models, all, random);
            }
        }

        foreach (TestWorker worker in workers)
        {
            await worker.DisposeAsync();
        }
    }

    private static async Task GiveUpAsync(TestExecutor executor, RemoteShuffleDescriptor shuffle, Random random)
    {
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle);
        await new OutputModel(shuffle.Allocation.SubpartitionCount).WriteRandomAsync(writer, random, 200).WaitAsync(Patience.Limit);
    }

    private static async Task ReadThroughCutsAsync(
        TestExecutor executor, TestWorker[] workers, RemoteShuffleDescriptor[] shuffles, OutputModel[] models, SubpartitionRange range, Random random)
    {
        int[] offsets = [.. Enumerable.Range(0, 3).Select(_ => random.Next(100, 100_000))];
        List<ChaosProxy> proxies = [.. workers.Select(
            worker => new ChaosProxy(worker.Port, number => number < offsets.Length ? new Fault(FaultKind.Cut, false, offsets[number]) : null))];
        WorkerLocation[] locations = [.. workers.Zip(proxies, (worker, proxy) => worker.At(proxy.Port))];
        await executor.MustReadAsync(
            range, [.. shuffles.Select(shuffle => shuffle with { Allocation = shuffle.Allocation with { Locations = locations } })], models);
        foreach (ChaosProxy proxy in proxies)
        {
            await proxy.DisposeAsync();
        }
    }
}
