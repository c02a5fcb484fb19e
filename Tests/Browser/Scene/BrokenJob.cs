using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Browser.Scene;

/// <summary>The job that everything is wrong with that an operator has to find: one hot key, a slow reader, a straggler, damaged files.</summary>
internal sealed class BrokenJob(ScriptedJob job) : IAsyncDisposable
{
    public const int ProducerCount = 12;
    public const int SubpartitionCount = 24;
    public const int HotSubpartition = 7;

    /// <summary>Writes four times as much as the others.</summary>
    public const int HeavyProducer = 4;

    /// <summary>Is read by the slow reader.</summary>
    public const int ReadProducer = 2;

    /// <summary>Has a damaged file that is already found.</summary>
    public const int DamagedProducer = 9;

    /// <summary>Has a damaged file that nobody knows of yet.</summary>
    public const int SilentlyDamagedProducer = 10;

    /// <summary>Never commits.</summary>
    public const int Straggler = 11;

    private const int FileHeaderBytes = 128;
    private const int RecordCount = 150;
    private const string Name = "nightly clickstream join";

    public JobId Job => job.Job;

    /// <summary>A data set of map partitions.</summary>
    public DataSetId Exchange { get; } = DataSetId.FromGuid(Guid.NewGuid());

    /// <summary>A data set of reduce partitions.</summary>
    public DataSetId Merged { get; } = DataSetId.FromGuid(Guid.NewGuid());

    public string ExchangeAddress => $"/jobs/{Job}/{Exchange}";

    public string MergedAddress => $"/jobs/{Job}/{Merged}";

    public static async Task<BrokenJob> StartAsync(LiveService service, DataFiles files)
    {
        BrokenJob broken = new(await ScriptedJob.StartAsync(service, Name));
        await broken.RunAsync();
        Damage(files, DamagedProducer);
        Damage(files, SilentlyDamagedProducer);
        return broken;
    }

    public ValueTask DisposeAsync() => job.DisposeAsync();

    private async Task RunAsync()
    {
        List<ShuffleDescriptor> outputs = [];
        for (int producer = 0; producer < Straggler; producer++)
        {
            outputs.Add(await job.ProduceAsync(MapOutput(producer)));
        }

        for (int producer = 0; producer < ProducerCount / 2; producer++)
        {
            await job.ProduceAsync(new ScriptedOutput(Merged, DataPartitionKind.Reduce, producer, SubpartitionCount / 4, RecordCount / 2));
        }

        await job.StallAsync(MapOutput(Straggler));
        await job.ReadALittleAsync(Exchange, HotSubpartition, outputs[..(HeavyProducer + 1)]);
    }

    private ScriptedOutput MapOutput(int producer) =>
        new(Exchange, DataPartitionKind.Map, producer, SubpartitionCount, producer == HeavyProducer ? 4 * RecordCount : RecordCount, HotSubpartition);

    // In the payload of the first frame.
    private static void Damage(DataFiles files, int producer) =>
        DataFiles.Flip(Assert.Single(files.Named($"map-{producer}-*.shuffle")), FileHeaderBytes + FrameHeader.Length);
}
