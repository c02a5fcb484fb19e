using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>One client's part of an exchange through our service: a writer for each producer, a gate for each consumer, some of them at a time.</summary>
internal sealed class ServiceExchange(JobId job, ExchangePlan plan, ShapeData data, IShuffleMaster master, IShuffleEnvironment environment) : IExchange
{
    private readonly ShuffleShape _shape = plan.Shape;

    // All clients name the exchange alike.
    private readonly DataSetId _dataSet = new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(plan.Exchange)).AsSpan(0, 16)));

    private Dictionary<int, ShuffleDescriptor> _outputs = [];

    /// <summary>Finds a place for every output, as a JobMaster does while it schedules.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        DataPartitionKind kind = _shape.IsReduce ? DataPartitionKind.Reduce : DataPartitionKind.Map;
        ShuffleDescriptor[] outputs = await Task.WhenAll(plan.Producers.Select(producer => master.RegisterPartitionWithProducerAsync(
            job, new PartitionDescriptor(_dataSet, producer, _shape.Consumers, kind), new ProducerDescriptor(0, "127.0.0.1"), cancellationToken)));
        _outputs = outputs.ToDictionary(output => output.ResultPartition.PartitionIndex);
    }

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(plan.Producers, Slots(cancellationToken), async (producer, token) => await ProduceAsync(producer, token));
        return JsonSerializer.Serialize(_outputs.Values);
    }

    public async Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        ShuffleDescriptor[] inputs = [.. written
            .SelectMany(outputs => JsonSerializer.Deserialize<ShuffleDescriptor[]>(outputs)!)
            .OrderBy(output => output.ResultPartition.PartitionIndex)];
        long total = 0;
        await Parallel.ForEachAsync(
            plan.Consumers, Slots(cancellationToken), async (consumer, token) => Interlocked.Add(ref total, await ConsumeAsync(consumer, inputs, token)));
        return total;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_outputs.Values.Select(output => master.ReleasePartitionExternallyAsync(output)));

    private ParallelOptions Slots(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = plan.Slots, CancellationToken = cancellationToken };

    private async Task ProduceAsync(int producer, CancellationToken cancellationToken)
    {
        await using IResultPartitionWriter writer = environment.CreateResultPartitionWriters(
            new ShuffleIOOwnerContext(job, $"map {producer}", 0), [new ResultPartitionDeploymentDescriptor(_outputs[producer], _shape.Consumers)])[0];
        await writer.SetupAsync(cancellationToken);
        int pieces = _shape.PiecesPerProducer;
        for (int piece = 0; piece < pieces; piece++)
        {
            await writer.EmitRecordAsync(data.Piece(producer, piece), _shape.ConsumerOf(piece), cancellationToken);
        }

        await writer.FinishAsync(cancellationToken);
    }

    private async Task<long> ConsumeAsync(int consumer, ShuffleDescriptor[] inputs, CancellationToken cancellationToken)
    {
        await using IInputGate gate = environment.CreateInputGates(
            new ShuffleIOOwnerContext(job, $"reduce {consumer}", 0),
            [new InputGateDeploymentDescriptor(_dataSet, SubpartitionRange.Single(consumer), inputs)])[0];
        await gate.SetupAsync(cancellationToken);
        long bytes = 0;
        while (await gate.WaitToPollAsync(cancellationToken))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                bytes += next.Buffer.Memory.Length;
                next.Buffer.Dispose();
            }
        }

        return bytes;
    }
}
