using System.Diagnostics;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Cli.Load;

/// <summary>One job of its own: all producers write at once, then all consumers read at once. Random bytes: nothing can be guessed or squeezed.</summary>
internal sealed class BenchLoad(BenchPlan plan, JobId job, IShuffleMaster master, IShuffleEnvironment environment)
{
    // Much larger than a processor's cache is not needed: the bytes are copied once, as an engine's are.
    private const int SourceBytes = 8 * 1024 * 1024;
    private const int Seed = 20261121;

    private readonly DataSetId _dataSet = DataSetId.FromGuid(Guid.NewGuid());
    private readonly byte[] _source = CreateSource();
    private ShuffleDescriptor[] _outputs = [];

    /// <summary>Registers every partition and writes them.</summary>
    public async Task<BenchPhase> WriteAsync(CancellationToken cancellationToken)
    {
        _outputs = await Task.WhenAll(Enumerable.Range(0, plan.Producers).Select(producer => master.RegisterPartitionWithProducerAsync(
            job, new PartitionDescriptor(_dataSet, producer, plan.Consumers, plan.Kind), new ProducerDescriptor(0, null), cancellationToken)));
        return await MeasureAsync(async () =>
        {
            await Task.WhenAll(
                Enumerable.Range(0, plan.Producers).Select(producer => Task.Run(() => ProduceAsync(producer, cancellationToken), cancellationToken)));
            return plan.PlannedBytes;
        });
    }

    /// <summary>Reads every subpartition; the gates check each frame and each range's receipt.</summary>
    public Task<BenchPhase> ReadAsync(CancellationToken cancellationToken) => MeasureAsync(async () =>
    {
        long[] read = await Task.WhenAll(
            Enumerable.Range(0, plan.Consumers).Select(consumer => Task.Run(() => ConsumeAsync(consumer, cancellationToken), cancellationToken)));
        return read.Sum();
    });

    /// <summary>Releases what was registered.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_outputs.Select(output => master.ReleasePartitionExternallyAsync(output, cancellationToken)));

    private static byte[] CreateSource()
    {
        byte[] source = new byte[SourceBytes];
        new Random(Seed).NextBytes(source);
        return source;
    }

    private static async Task<BenchPhase> MeasureAsync(Func<Task<long>> work)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begun = Stopwatch.GetTimestamp();
        long bytes = await work();
        return new BenchPhase(bytes, Stopwatch.GetElapsedTime(begun).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private async Task ProduceAsync(int producer, CancellationToken cancellationToken)
    {
        await using IResultPartitionWriter writer = environment.CreateResultPartitionWriters(
            new ShuffleIOOwnerContext(job, $"bench map {producer}", 0), [new ResultPartitionDeploymentDescriptor(_outputs[producer], plan.Consumers)])[0];
        await writer.SetupAsync(cancellationToken);
        for (int piece = 0; piece < plan.PiecesEach; piece++)
        {
            int offset = (int)((long)(producer + piece) * BenchPlan.PieceBytes % SourceBytes);
            await writer.EmitRecordAsync(_source.AsMemory(offset, BenchPlan.PieceBytes), piece % plan.Consumers, cancellationToken);
        }

        await writer.FinishAsync(cancellationToken);
    }

    private async Task<long> ConsumeAsync(int consumer, CancellationToken cancellationToken)
    {
        await using IInputGate gate = environment.CreateInputGates(
            new ShuffleIOOwnerContext(job, $"bench reduce {consumer}", 0),
            [new InputGateDeploymentDescriptor(_dataSet, SubpartitionRange.Single(consumer), _outputs)])[0];
        await gate.SetupAsync(cancellationToken);
        long bytes = 0;
        while (await gate.WaitToPollAsync(cancellationToken))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                bytes += next.IsEvent ? 0 : next.Buffer.Memory.Length;
                next.Buffer.Dispose();
            }
        }

        return bytes;
    }
}
