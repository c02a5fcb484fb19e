using System.Runtime.CompilerServices;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Tests.SampleHost;

namespace ShuffleOrleans.Tests.Samples.Functions;

/// <summary>Runs the task functions of a map-reduce job in this process over the directory shuffle, without engine. Removes its directory at the end.</summary>
internal sealed class StageRun(int mapperCount, int reducerCount, int maxRecordBytes = RecordFormat.DefaultMaxRecordBytes) : IDisposable
{
    private readonly JobId _job = JobId.FromGuid(Guid.NewGuid());
    private readonly DataSetId _dataSet = DataSetId.FromGuid(Guid.NewGuid());
    private readonly List<ShuffleDescriptor> _outputs = [];

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("shuffle-tests-").FullName;

    public async Task<string[]> MapAsync(Func<ITaskFunction> create)
    {
        string[] results = new string[mapperCount];
        for (int index = 0; index < mapperCount; index++)
        {
            await using IShuffleMaster master = new DirectoryShuffle(new Uri(Directory)).CreateShuffleMaster(null!);
            PartitionDescriptor partition = new(_dataSet, index, reducerCount);
            ShuffleDescriptor output = await master.RegisterPartitionWithProducerAsync(_job, partition, new ProducerDescriptor(0, null));
            _outputs.Add(output);
            await using IShuffleEnvironment environment = CreateEnvironment();
            ResultPartitionDeploymentDescriptor deployment = new(output, reducerCount);
            await using IResultPartitionWriter writer = environment.CreateResultPartitionWriters(Owner(), [deployment])[0];
            await writer.SetupAsync();
            TaskContext context = new(index, mapperCount, 0, Directory, null, new RecordWriter(writer, maxRecordBytes));
            results[index] = await create().RunAsync(context, CancellationToken.None);
            await writer.FinishAsync();
        }

        return results;
    }

    public async Task<string[]> ReduceAsync(Func<ITaskFunction> create)
    {
        string[] results = new string[reducerCount];
        for (int index = 0; index < reducerCount; index++)
        {
            await using IShuffleEnvironment environment = CreateEnvironment();
            InputGateDeploymentDescriptor deployment = new(_dataSet, SubpartitionRange.Single(index), _outputs);
            await using IInputGate gate = environment.CreateInputGates(Owner(), [deployment])[0];
            using RecordReader reader = new(gate, maxRecordBytes);
            results[index] = await create().RunAsync(new TaskContext(index, reducerCount, 0, Directory, reader, null), CancellationToken.None);
        }

        return results;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private IShuffleEnvironment CreateEnvironment()
        => new DirectoryShuffle(new Uri(Directory)).CreateShuffleEnvironment(new ShuffleEnvironmentContext("test", "localhost"));

    private ShuffleIOOwnerContext Owner([CallerMemberName] string name = "") => new(_job, name, 0);
}
