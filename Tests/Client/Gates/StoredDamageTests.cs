using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>
/// Bits that flip where they are stored, on real workers: the gate names the producer to run again, and the worker hears of it and stops offering what is
/// damaged. The worker looks for itself only after a minute, so it is the gate that tells it.
/// </summary>
public sealed class StoredDamageTests
{
    // More than a gate's memory and the socket's buffers: the worker is still sending when the gate finds the damage.
    private const int RecordBytes = 16 * 1024 * 1024;
    private const int FileHeaderBytes = 128;
    private static readonly SubpartitionRange Range = SubpartitionRange.Single(0);

    [Fact]
    public async Task DamagedMapPartition_IsReportedLostAndSetAside_AndItsNeighbourIsRead()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, 2).Select(index => TestExecutor.Descriptor(worker.At(), index, 1))];
        OutputModel[] models = await WriteAsync(executor, shuffles);
        string file = Assert.Single(worker.Files("map-0-*"));
        await FlipAsync(file, FileHeaderBytes + FrameHeader.Length);
        await MustFailAsync(executor, shuffles[0]);
        await worker.ControlPlane.HearAsync(PartitionChangeKind.Lost, shuffles[0].Allocation.Attempt);
        Assert.Equal(file + ".corrupt", Assert.Single(worker.Files("map-0-*")));
        await executor.MustReadAsync(Range, [shuffles[1]], [models[1]]);
    }

    // The first frame that is read is the tag of the first stretch, the second a producer's own.
    [Theory]
    [InlineData(FrameHeader.Length)]
    [InlineData(ProducerTag.FrameLength + FrameHeader.Length)]
    public async Task DamagedStretch_IsReportedLost_AndTheOtherContributionIsRead(int offset)
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, 2).Select(producer => ReduceData.Shuffle(producer, 1, [worker.At()]))];
        OutputModel[] models = await WriteAsync(executor, shuffles);
        await FlipAsync(Assert.Single(worker.Files("reduce-0-*.frames")), FileHeaderBytes + offset);
        await MustFailAsync(executor, shuffles[0]);
        await worker.ControlPlane.HearAsync(PartitionChangeKind.Lost, shuffles[0].Allocation.Attempt);
        Assert.EndsWith(".corrupt", Assert.Single(worker.Files("contribution-0-*")), StringComparison.Ordinal);
        await executor.MustReadAsync(Range, [shuffles[1]], [models[1]]);
    }

    // One after the other, so that the first lies first in whatever file they share.
    private static async Task<OutputModel[]> WriteAsync(TestExecutor executor, RemoteShuffleDescriptor[] shuffles)
    {
        OutputModel[] models = [.. shuffles.Select(_ => new OutputModel(1))];
        for (int i = 0; i < shuffles.Length; i++)
        {
            byte[] record = new byte[RecordBytes];
            new Random(i).NextBytes(record);
            await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffles[i]);
            await models[i].EmitAsync(writer, record, 0).WaitAsync(Patience.Limit);
            await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        }

        return models;
    }

    private static async Task FlipAsync(string file, int offset)
    {
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }

    // By the frame itself, or by the answer to the next try, when the worker has looked at the file meanwhile.
    private static async Task MustFailAsync(TestExecutor executor, RemoteShuffleDescriptor shuffle)
    {
        await using IInputGate gate = await executor.ReadyGateAsync(Range, shuffle);
        PartitionNotFoundException error = await Assert.ThrowsAsync<PartitionNotFoundException>(
            () => new GateReader(gate, Range).ReadToEndAsync().WaitAsync(Patience.Limit));
        Assert.Equal(shuffle.ResultPartition, error.Partition);
        Assert.Contains(error.Code, (ShuffleErrorCode[])[ShuffleErrorCode.FrameCorrupt, ShuffleErrorCode.PartitionNotFound, ShuffleErrorCode.PartitionCorrupt]);
    }
}
