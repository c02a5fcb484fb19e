using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Format;

/// <summary>docs/examples/read_partition.py, written from docs/file-format.md alone, reads what a worker has left in its directory.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Out => _directory.PathOf("out");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task MapPartition_IsReadAndVerified()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            await worker.WriteAsync(partition);
        }

        string file = _directory.PathOf(Assert.Single(_directory.PartitionFiles));
        for (int subpartition = 0; subpartition < partition.SubpartitionCount; subpartition++)
        {
            if (PythonScript.AssertVerified(await PythonScript.RunReaderAsync(file, "--subpartition", $"{subpartition}", "--out", Out)))
            {
                Assert.Equal(PayloadsOf(partition.BytesIn(SubpartitionRange.Single(subpartition))), await File.ReadAllBytesAsync(Out));
            }
        }
    }

    [Fact]
    public async Task ReducePartitions_ArePutTogetherAsAReaderGetsThem()
    {
        SampleDataSet dataSet = new(5);
        SamplePartition[] wanted = [dataSet.Mixed(0), dataSet.Mixed(1, attempt: 1, epoch: 2), dataSet.Contribution(2)];
        List<byte[]> expected = [];
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            // An earlier attempt of producer 1, and one of producer 3 that was never committed, lie in the same files.
            await worker.WriteAsync(dataSet.Mixed(1));
            await AbortAsync(worker, dataSet.Mixed(3));
            foreach (SamplePartition contribution in wanted)
            {
                await worker.WriteAsync(contribution);
            }

            for (int subpartition = 0; subpartition < dataSet.SubpartitionCount; subpartition++)
            {
                using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
                RawReduceRead read = new(client, 1, dataSet.Read(SubpartitionRange.Single(subpartition), wanted));
                await read.OpenAsync();
                expected.Add(PayloadsOf((await read.ReadToEndAsync()).Bytes));
            }
        }

        for (int subpartition = 0; subpartition < dataSet.SubpartitionCount; subpartition++)
        {
            if (PythonScript.AssertVerified(await PythonScript.RunReaderAsync(FolderOf(dataSet), "--subpartition", $"{subpartition}", "--out", Out)))
            {
                Assert.Equal(expected[subpartition], await File.ReadAllBytesAsync(Out));
            }
        }
    }

    [Fact]
    public async Task ShareOfAContribution_IsReadFromItsOwnFile()
    {
        SampleDataSet dataSet = new(5);
        SamplePartition contribution = dataSet.Contribution(0).Region((2, 10), (4, 20)).Broadcast(5);
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
            OpenWriteMessage open = contribution.Open with { ShareIndex = 1, ShareCount = 2 };
            await client.SendAsync(new Script().Say(1, open).Data(1, contribution.Bytes).Say(1, new FinishWriteMessage(contribution.Receipt)));
            await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        }

        string file = Assert.Single(_directory.PartitionFiles, name => name.EndsWith(".shuffle", StringComparison.Ordinal));
        if (PythonScript.AssertVerified(await PythonScript.RunReaderAsync(_directory.PathOf(file), "--subpartition", "4", "--out", Out)))
        {
            Assert.Equal(PayloadsOf(contribution.BytesIn(SubpartitionRange.Single(4))), await File.ReadAllBytesAsync(Out));
            (int exitCode, _, string errors) = (await PythonScript.RunReaderAsync(_directory.PathOf(file), "--subpartition", "1"))!.Value;
            Assert.True(exitCode == 1 && errors.Contains("not in this share", StringComparison.Ordinal), errors);
        }
    }

    [Fact]
    public async Task DamagedMapPartition_IsNoticed_WhicheverBitItIs()
    {
        SamplePartition partition = new SamplePartition().Region((0, 10), (2, 3), (2, 20)).Broadcast(4).Region((7, 1));
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            await worker.WriteAsync(partition);
        }

        PythonScript.AssertVerified(await PythonScript.DamageAsync(_directory.PathOf(Assert.Single(_directory.PartitionFiles))));
    }

    [Fact]
    public async Task DamagedReducePartition_IsNoticed_WhicheverBitItIs()
    {
        SampleDataSet dataSet = new(3);
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            await worker.WriteAsync(dataSet.Contribution(0).Region((0, 10), (2, 20)).Broadcast(4));
            await worker.WriteAsync(dataSet.Contribution(1).Region((1, 5)).Region((1, 6)));
        }

        PythonScript.AssertVerified(await PythonScript.DamageAsync(FolderOf(dataSet)));
    }

    private static byte[] PayloadsOf(ReadOnlySpan<byte> frames)
    {
        List<byte> payloads = [];
        while (!frames.IsEmpty)
        {
            Assert.True(FrameHeader.TryRead(frames, out FrameHeader header));
            if (header.Kind != FrameKind.Producer)
            {
                payloads.AddRange(frames[FrameHeader.Length..header.FrameLength]);
            }

            frames = frames[header.FrameLength..];
        }

        return [.. payloads];
    }

    private static async Task AbortAsync(LiveWorker worker, SamplePartition contribution)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, contribution);
        await writer.OpenAsync();
        await writer.SendFramesAsync();
        await client.SayAsync(1, default(AbortWriteMessage));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, contribution.Attempt);
    }

    private string FolderOf(SampleDataSet dataSet) => Path.Combine(_directory.Path, $"{dataSet.Job}", $"{dataSet.Id}");
}
