using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

public class DamageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(60)]
    public async Task TornTail_IsCutOff_AndReported(int bytesOfTheLastRecord)
    {
        (SimulatedDisk disk, List<int> ends) = await WrittenAsync();
        List<byte> file = disk.Files.Values.Single().Bytes;
        file.RemoveRange(ends[^2] + bytesOfTheLastRecord, ends[^1] - ends[^2] - bytesOfTheLastRecord);
        RecordingLogger logger = new();
        ControlPlaneState state = new(100);

        await using (FileJournal journal = FileJournal.Open(disk, [], state.Apply, 1 << 20, logger))
        {
            Assert.Equal(ends[^2], file.Count);
        }

        string line = Assert.Single(logger.Lines);
        Assert.Contains("journal-0000000001.log", line, StringComparison.Ordinal);
        Assert.Contains($"from byte {ends[^2]}", line, StringComparison.Ordinal);
        Assert.Equal(2, state.Jobs.Count);
    }

    [Fact]
    public async Task TailOfZeros_IsCutOff()
    {
        (SimulatedDisk disk, List<int> ends) = await WrittenAsync();
        List<byte> file = disk.Files.Values.Single().Bytes;
        file.AddRange(new byte[4096]);

        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);

        Assert.Equal(ends[^1], file.Count);
        Assert.Equal(3, plane.Plane.State.Jobs.Count);
    }

    [Fact]
    public async Task AnyFlippedByte_InTheMiddle_IsATypedError_NamingFileAndOffset()
    {
        (SimulatedDisk disk, List<int> ends) = await WrittenAsync();
        List<byte> file = disk.Files.Values.Single().Bytes;
        for (int position = 0; position < ends[^2]; position++)
        {
            file[position] ^= 0x20;
            JournalCorruptException error = Assert.Throws<JournalCorruptException>(() => FileJournal.Open(disk, [], _ => { }, 1 << 20, NullLogger.Instance));
            file[position] ^= 0x20;

            int recordStart = ends.Prepend(0).Last(end => end <= position);
            Assert.Equal(recordStart, error.Offset);
            Assert.Contains("journal-0000000001.log", error.File, StringComparison.Ordinal);
            Assert.Contains($"byte {recordStart}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RecordsThatMakeNoState_AreATypedError()
    {
        SimulatedDisk disk = new();
        using (IJournalFile file = disk.Create("journal-0000000001.log"))
        {
            file.Append(JournalRecord.Encode([ControlPlaneState.Begin(DateTimeOffset.UnixEpoch), new ShuffleOrleans.ControlPlane.Facts.SnapshotCompleted()]));
            file.Append(JournalRecord.Encode([new ShuffleOrleans.ControlPlane.Facts.JobEnded(new JobId(Guid.NewGuid()), false)]));
        }

        Assert.Throws<JournalCorruptException>(() => FileJournal.Open(disk, [], new ControlPlaneState(1).Apply, 1 << 20, NullLogger.Instance));
    }

    [Fact]
    public void JournalOfAnotherFormat_IsRefused()
    {
        SimulatedDisk disk = new();
        using (IJournalFile file = disk.Create("journal-0000000001.log"))
        {
            file.Append(JournalRecord.Encode([new ShuffleOrleans.ControlPlane.Facts.JournalStarted(99, 0, 0)]));
        }

        JournalCorruptException error = Assert.Throws<JournalCorruptException>(() => FileJournal.Open(disk, [], _ => { }, 1 << 20, NullLogger.Instance));
        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordBytes_AreAsWrittenDown()
    {
        byte[] record = JournalRecord.Encode([new ShuffleOrleans.ControlPlane.Facts.SnapshotCompleted()]);

        Assert.Equal("[{\"fact\":\"snapshot-completed\"}]", Encoding.UTF8.GetString(record.AsSpan(8)));
        Assert.Equal(record.Length - 8, BitConverter.ToInt32(record, 0));
        Assert.Equal(Protocol.Checksums.Crc32C.Of([.. record[..4], .. record[8..]]), BitConverter.ToUInt32(record, 4));
    }

    [Fact]
    public async Task FailedDisk_RefusesEverythingFromThenOn()
    {
        SimulatedDisk measure = new();
        await using (await TestPlane.StartAsync(openDirectory: () => measure))
        {
        }

        SimulatedDisk disk = new(measure.Steps + 20);
        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);

        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => plane.AddJobAsync());
        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => plane.AddWorkerAsync());
    }

    [Fact]
    public async Task RealDirectory_IsLocked_AndSurvivesARestart()
    {
        string path = Directory.CreateTempSubdirectory("shuffle-journal-").FullName;
        try
        {
            await using (TestPlane plane = await TestPlane.StartAsync(openDirectory: () => new DiskJournalDirectory(path)))
            {
                await plane.AddJobAsync();
                ShuffleException error = Assert.Throws<ShuffleException>(() => new DiskJournalDirectory(path));
                Assert.Contains(path, error.Message, StringComparison.Ordinal);
            }

            await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => new DiskJournalDirectory(path));
            Assert.Single(restarted.Plane.State.Jobs);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    // A beginning and three jobs, each a record of its own; where each record ends.
    private static async Task<(SimulatedDisk Disk, List<int> Ends)> WrittenAsync()
    {
        SimulatedDisk disk = new();
        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);
        List<int> ends = [disk.Files.Values.Single().Bytes.Count];
        for (int i = 0; i < 3; i++)
        {
            await plane.AddJobAsync();
            ends.Add(disk.Files.Values.Single().Bytes.Count);
        }

        return (disk, ends);
    }
}
