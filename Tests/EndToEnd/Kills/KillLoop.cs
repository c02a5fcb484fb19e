using System.Collections.Concurrent;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd.Kills;

/// <summary>
/// Lives of one service on the same directories and journal, each ended by kill -9 while writers and readers are at work; after each death everything that was
/// committed must be there again. The seed decides after how much the kill comes.
/// </summary>
internal sealed class KillLoop(TestDirectory directory, DataPartitionKind kind, KillMoment moment, int seed)
{
    private const int Kills = 2;
    private const int Writers = 3;
    private const int PartitionsPerWriter = 3;

    private static readonly ShuffleIOOwnerContext Owner = new(TestJob.Id, "task", 0);

    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<PartitionAttemptId, KilledPartition> _attempts = new();
    private readonly ConcurrentDictionary<PartitionAttemptId, KilledPartition> _committed = new();

    public async Task RunAsync()
    {
        for (int life = 0; life < Kills; life++)
        {
            await using LiveService service = await LiveService.StartAsync(directory);
            TestJob job = await TestJob.RegisterAsync(service);
            await MustBeWholeAsync(job);
            KillSwitch kill = new(service, moment, _random.Next(1, MostOf(moment)));
            await WorkAsync(job, kill, life);
            Assert.True(kill.HasStruck, $"Seed {seed}: the kill never came.");
            await kill.Killed.WaitAsync(Patience.Limit);
        }

        await using LiveService last = await LiveService.StartAsync(directory);
        TestJob known = await TestJob.RegisterAsync(last);
        await MustBeWholeAsync(known);
        await known.UnregisterAsync();
        await last.MustEndWithoutLeavingsAsync(directory);
    }

    // A little less than what certainly happens: every partition has 24 records, and a reader of it gets a buffer at least from each of its subpartitions.
    private static int MostOf(KillMoment moment) => moment switch
    {
        KillMoment.Writing => Writers * PartitionsPerWriter * 24,
        KillMoment.Committing => Writers * PartitionsPerWriter,
        _ => 2 * Writers * PartitionsPerWriter,
    };

    private async Task WorkAsync(TestJob job, KillSwitch kill, int life)
    {
        await using RemoteShuffleEnvironment environment = NewEnvironment();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int i = 0; i < PartitionsPerWriter && !kill.HasStruck; i++)
            {
                int index = (((life * Writers) + writer) * PartitionsPerWriter) + i;
                try
                {
                    await WriteAndReadAsync(job, environment, kill, new KilledPartition(index, 0));
                }
                catch (ShuffleException) when (kill.HasStruck)
                {
                    // The death of the service, and typed.
                }
            }
        }));
    }

    private async Task WriteAndReadAsync(TestJob job, RemoteShuffleEnvironment environment, KillSwitch kill, KilledPartition partition)
    {
        PartitionAllocation allocation = await job.AllocateAsync(partition.Index, KilledPartition.SubpartitionCount, kind, partition.Attempt);
        _attempts[allocation.Attempt] = partition;
        await using (IResultPartitionWriter writer = environment.CreateResultPartitionWriters(
            Owner, [new ResultPartitionDeploymentDescriptor(TestJob.Descriptor(allocation), KilledPartition.SubpartitionCount)])[0])
        {
            await writer.SetupAsync();
            foreach ((int subpartition, byte[] bytes) in partition.Records())
            {
                await writer.EmitRecordAsync(bytes, subpartition);
                kill.Count(KillMoment.Writing);
            }

            ValueTask<Protocol.Frames.PartitionReceipt> finishing = writer.FinishAsync();
            kill.Count(KillMoment.Committing);
            await finishing.AsTask().WaitAsync(Patience.Limit);
            _committed[allocation.Attempt] = partition;
        }

        for (int subpartition = 0; subpartition < KilledPartition.SubpartitionCount; subpartition++)
        {
            await MustReadAsync(environment, allocation, partition, subpartition, () => kill.Count(KillMoment.Reading));
        }
    }

    // What was acknowledged is there; what is there is whole, acknowledged or not.
    private async Task MustBeWholeAsync(TestJob job)
    {
        await using RemoteShuffleEnvironment environment = NewEnvironment();
        foreach (PartitionStatus status in await job.ListCommittedAsync([.. _committed.Keys]))
        {
            KilledPartition partition = _attempts[status.Allocation.Attempt];
            for (int subpartition = 0; subpartition < KilledPartition.SubpartitionCount; subpartition++)
            {
                await MustReadAsync(environment, status.Allocation, partition, subpartition, () => { });
            }
        }
    }

    // Nothing but the right bytes comes before the end, or before an error.
    private static async Task MustReadAsync(
        RemoteShuffleEnvironment environment, PartitionAllocation allocation, KilledPartition partition, int subpartition, Action received)
    {
        byte[] expected = partition.BytesOf(subpartition);
        int length = 0;
        RemoteShuffleDescriptor shuffle = TestJob.Descriptor(allocation);
        await using IInputGate gate = environment.CreateInputGates(
            Owner, [new InputGateDeploymentDescriptor(shuffle.ResultPartition.DataSet, SubpartitionRange.Single(subpartition), [shuffle])])[0];
        await gate.SetupAsync();
        while (await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                using NetworkBuffer buffer = next.Buffer;
                Assert.True(expected.AsSpan(length).StartsWith(buffer.Memory.Span), $"{allocation.Attempt}: wrong bytes at {length}.");
                length += buffer.Memory.Length;
                received();
            }
        }

        Assert.Equal(expected.Length, length);
    }

    private static RemoteShuffleEnvironment NewEnvironment()
    {
        RemoteShuffleOptions options = new();
        (options.Connections.MaxRetries, options.Connections.FirstRetryPause) = (1, TimeSpan.FromMilliseconds(1));
        return new RemoteShuffleEnvironment(options, new ShuffleEnvironmentContext("executor", "127.0.0.1"), TimeProvider.System);
    }
}
