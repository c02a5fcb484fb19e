using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage;

/// <summary>A worker that may have two files open at once.</summary>
public sealed class TooManyFilesTests : LiveWorkerTest
{
    private readonly SamplePartition[] _partitions = [SamplePartition.Mixed(), SamplePartition.Mixed(), SamplePartition.Mixed()];

    [Fact]
    public async Task FilesKeptOpenForTheNextReader_GiveWay()
    {
        await WriteAllAsync();
        for (int round = 0; round < 2; round++)
        {
            foreach (SamplePartition partition in _partitions)
            {
                Assert.Equal(partition.Bytes, await Worker.ReadAsync(partition.Attempt, partition.All));
            }
        }
    }

    [Fact]
    public async Task OneTooMany_IsTooManyOpenFiles_ToReadersAndWriters_AndNothingElseSuffers()
    {
        await WriteAllAsync();
        using RawClient reading = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(reading);
        await reader.OpenAsync(Entry(1, 0), Entry(2, 0));
        await reader.TakeAsync();
        await reader.TakeAsync();
        await reader.OpenAsync(Entry(3, RawReader.Plenty));
        await reader.ReadToEndAsync(3);
        Assert.Equal(ShuffleErrorCode.TooManyOpenFiles, reader.Failed[3].Code);
        SamplePartition refused = SamplePartition.Mixed();
        using (RawClient writing = await Worker.GreetAsync(ConnectionDirection.Write))
        {
            await writing.SendAsync(new Script().Say(1, refused.Open).Data(1, refused.Bytes).Say(1, new FinishWriteMessage(refused.Receipt)));
            await writing.ExpectErrorAsync(1, ShuffleErrorCode.TooManyOpenFiles);
        }

        Assert.All(Worker.Worker.Load.Disks, disk => Assert.True(disk.Healthy));
        Assert.Equal(3, Worker.Worker.Held.Count);

        // The two that were open go on, and what they leave is free for others.
        await reader.GrantAsync(1, 1_000_000);
        await reader.ReadToEndAsync(1);
        Assert.Equal(_partitions[0].Bytes, reader.BytesOf(1));
        await Worker.WriteAsync(refused);
        Assert.Equal(_partitions[2].Bytes, await Worker.ReadAsync(_partitions[2].Attempt, _partitions[2].All));
    }

    protected override void Configure(ShuffleWorkerOptions options)
    {
        options.Storage.MaxOpenFiles = 2;
        options.Recovery.ThreadsPerDirectory = 1;
    }

    private OpenReadEntry Entry(uint channel, long credit) => new(channel, _partitions[channel - 1].Attempt, _partitions[channel - 1].All, 0, credit);

    private async Task WriteAllAsync()
    {
        foreach (SamplePartition partition in _partitions)
        {
            await Worker.WriteAsync(partition);
        }
    }
}
