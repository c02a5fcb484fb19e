using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.PowerLoss;

/// <summary>A commit means what was chosen, also when the power fails right after it; a failure names its seed.</summary>
public sealed class PowerLossTests : IDisposable
{
    private readonly TempDirectory _before = new();
    private readonly TempDirectory _after = new();

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 12));

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task FsyncPartitions_SurviveWhole(int seed)
    {
        SamplePartition[] partitions = [.. Some(seed).Select(partition => partition.With(Durability.Fsync))];
        await using DeviceWorker worker = await WriteAndLosePowerAsync(partitions, seed);
        foreach (SamplePartition partition in partitions)
        {
            (byte[] bytes, ShuffleErrorCode code) = await worker.ReadAsync(partition);
            Assert.Equal(ShuffleErrorCode.None, code);
            Assert.Equal(partition.Bytes, bytes);
        }

        Assert.Equal(partitions.Select(partition => partition.Receipt).ToHashSet(), worker.Store.Inventory().Select(stored => stored.Receipt).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task PageCachePartitions_AreWhole_OrATypedAnswer_OrFailTheReadersChecksum(int seed)
    {
        SamplePartition[] partitions = Some(seed);
        await using DeviceWorker worker = await WriteAndLosePowerAsync(partitions, seed);
        foreach (SamplePartition partition in partitions)
        {
            (byte[] bytes, ShuffleErrorCode code) = await ReadAsItComesAsync(worker, partition);
            bool whole = code == ShuffleErrorCode.None && bytes.AsSpan().SequenceEqual(partition.Bytes);
            bool noticed = code is ShuffleErrorCode.PartitionNotFound or ShuffleErrorCode.PartitionCorrupt || !IsRight(partition, bytes);
            Assert.True(whole || noticed, $"Seed {seed}: {code} with {bytes.Length} of {partition.Bytes.Length} bytes.");
        }
    }

    [Fact]
    public async Task PageCachePartitions_AreSometimesLost()
    {
        // Else the device would not lose anything, and the test above would say nothing.
        int lost = 0;
        for (int seed = 0; seed < 5; seed++)
        {
            SamplePartition[] partitions = Some(seed);
            using TempDirectory before = new();
            using TempDirectory after = new();
            PowerLossDevice device = new(before.Path);
            await WriteAsync(device, partitions);
            device.LosePower(after.Path, new Random(seed));
            await using DeviceWorker worker = await DeviceWorker.RestartAsync(new LocalStorageDevice(after.Path));
            lost += partitions.Length - worker.Store.Inventory().Count;
        }

        Assert.NotEqual(0, lost);
    }

    [Fact]
    public async Task EndOfTheProcess_KeepsPageCacheAndFsync()
    {
        SamplePartition[] partitions = Some(1);
        partitions[0].With(Durability.Fsync);
        PowerLossDevice device = new(_before.Path);
        await WriteAsync(device, partitions);
        await using DeviceWorker worker = await DeviceWorker.RestartAsync(device);
        foreach (SamplePartition partition in partitions)
        {
            Assert.Equal(partition.Bytes, (await worker.ReadAsync(partition)).Bytes);
        }

        Assert.DoesNotContain(worker.Observer.Heard, heard => heard.Kind == PartitionChangeKind.Lost);
    }

    // The harness's reader would already fail at damaged frames.
    private static async Task<(byte[] Bytes, ShuffleErrorCode Code)> ReadAsItComesAsync(DeviceWorker worker, SamplePartition partition)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        await client.SayAsync(0, new OpenReadMessage([new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty)]));
        List<byte> bytes = [];
        while (true)
        {
            RawMessage message = await client.ReceiveAsync();
            switch (message.Type)
            {
                case MessageType.Data:
                    bytes.AddRange(message.Body);
                    break;
                case MessageType.ChannelError:
                    return ([.. bytes], message.As<ChannelErrorMessage>().Error.Code);
                case MessageType.ReadEnd:
                    return ([.. bytes], ShuffleErrorCode.None);
            }
        }
    }

    // What any reader does: the checksum of each frame as it arrives.
    private static bool IsRight(SamplePartition partition, ReadOnlySpan<byte> frames)
    {
        FrameSeed seed = new(partition.Attempt.Partition, partition.Attempt.Attempt);
        while (!frames.IsEmpty)
        {
            if (!FrameHeader.TryRead(frames, out FrameHeader header) || header.FrameLength > frames.Length)
            {
                return false;
            }

            Crc32C checksum = seed.Begin();
            checksum.Append(frames[..FrameHeader.ChecksummedLength]);
            checksum.Append(frames[FrameHeader.Length..header.FrameLength]);
            if (checksum.Value != header.Checksum)
            {
                return false;
            }

            frames = frames[header.FrameLength..];
        }

        return true;
    }

    private static SamplePartition[] Some(int seed)
    {
        Random random = new(seed);
        return
        [
            SamplePartition.Mixed(),
            SamplePartition.OfLongFrames(random.Next(1, 6)),
            new SamplePartition(),
            .. Enumerable.Range(0, 4).Select(_ => new SamplePartition().Region((0, random.Next(1, 30_000)), (3, random.Next(1, 30_000)))),
        ];
    }

    private static async Task WriteAsync(PowerLossDevice device, SamplePartition[] partitions)
    {
        await using DeviceWorker worker = await DeviceWorker.StartAsync(device, options => options.FlushBytes = 8192);
        foreach (SamplePartition partition in partitions)
        {
            await worker.WriteAsync(partition);
        }
    }

    private async Task<DeviceWorker> WriteAndLosePowerAsync(SamplePartition[] partitions, int seed)
    {
        PowerLossDevice device = new(_before.Path);
        await WriteAsync(device, partitions);
        device.LosePower(_after.Path, new Random(seed));
        return await DeviceWorker.RestartAsync(new LocalStorageDevice(_after.Path));
    }
}
