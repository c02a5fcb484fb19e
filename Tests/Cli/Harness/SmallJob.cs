using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Cli.Load;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>A job that writes a few small records and stays registered.</summary>
internal sealed class SmallJob : IAsyncDisposable
{
    public const int Subpartitions = 3;

    private readonly RemoteShuffleServiceFactory _factory;
    private readonly IShuffleMaster _master;
    private readonly IShuffleEnvironment _environment;

    private SmallJob(Uri service, JobId job)
    {
        Job = job;
        _factory = new RemoteShuffleServiceFactory(new RemoteShuffleOptions { ServiceUri = service }, TimeProvider.System, NullLoggerFactory.Instance);
        _master = _factory.CreateShuffleMaster(new BenchEngine(job, _ => { }));
        _environment = _factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext("executor", "127.0.0.1"));
    }

    public JobId Job { get; }

    public DataSetId DataSet { get; } = DataSetId.FromGuid(Guid.NewGuid());

    public static async Task<SmallJob> StartAsync(Uri service)
    {
        JobId id = JobId.FromGuid(Guid.NewGuid());
        SmallJob job = new(service, id);
        await job._environment.StartAsync();
        await job._master.RegisterJobAsync(new BenchEngine(id, _ => { }));
        return job;
    }

    /// <summary>Two regions: a broadcast and a record for each subpartition, the last one's the largest by far.</summary>
    public async Task WriteAsync(int producer, DataPartitionKind kind)
    {
        ShuffleDescriptor output = await _master.RegisterPartitionWithProducerAsync(
            Job, new PartitionDescriptor(DataSet, producer, Subpartitions, kind), new ProducerDescriptor(0, null));
        await using IResultPartitionWriter writer = _environment.CreateResultPartitionWriters(
            new ShuffleIOOwnerContext(Job, "task", 0), [new ResultPartitionDeploymentDescriptor(output, Subpartitions)])[0];
        await writer.SetupAsync();
        await writer.BroadcastRecordAsync(new byte[] { 1, 2, 3 });
        for (int subpartition = 0; subpartition < Subpartitions; subpartition++)
        {
            byte[] record = new byte[subpartition == Subpartitions - 1 ? 200 : 9];
            new Random(producer).NextBytes(record);
            await writer.EmitRecordAsync(record, subpartition);
        }

        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        await _master.DisposeAsync();
        _factory.Dispose();
    }
}
