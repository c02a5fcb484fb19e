using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>A contribution's own file, as the next process finds it: every flipped bit and every cut is a typed answer.</summary>
public sealed class ContributionFileTests : IDisposable
{
    private readonly ReduceStore _store = new();
    private readonly SampleDataSet _dataSet = new(5);
    private readonly SamplePartition _contribution;
    private readonly string _name;

    public ContributionFileTests()
    {
        _contribution = _dataSet.Mixed(1);
        _store.Commit(_contribution);
        _name = _store.Files.Single(file => file.Contains("contribution-", StringComparison.Ordinal));
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void WholeFile_TellsWhereTheFramesAre()
    {
        ContributionIndex index = Read(_contribution.Attempt);
        Assert.Equal(_contribution.Frames.Select(frame => frame.Header.Checksum), index.Frames.Select(frame => frame.Checksum));
        using OpenReduceFiles files = _store.Store.OpenReduceRead(_dataSet.Read(new SubpartitionRange(0, 4), _contribution));
        Assert.Equal(files.InOrder().Select(stretch => stretch.Piece), index.Pieces);
    }

    [Fact]
    public async Task EveryFlippedBit_IsCorrupt()
    {
        byte[] right = await File.ReadAllBytesAsync(_store.PathOf(_name));
        Random random = new(815);
        for (int at = 0; at < right.Length; at++)
        {
            byte[] damaged = [.. right];
            damaged[at] ^= (byte)(1 << random.Next(8));
            await AssertCorruptAsync(damaged);
        }
    }

    [Fact]
    public async Task EveryCut_IsCorrupt_AndSoIsWhatWasAppended()
    {
        byte[] right = await File.ReadAllBytesAsync(_store.PathOf(_name));
        for (int length = 0; length < right.Length; length += 3)
        {
            await AssertCorruptAsync(right[..length]);
        }

        await AssertCorruptAsync([.. right, 0]);
        await AssertCorruptAsync([.. right, .. right]);
    }

    [Fact]
    public void FileOfAnotherAttempt_IsCorrupt()
    {
        PartitionAttemptId other = _contribution.Attempt with { Attempt = 1 };
        Assert.Equal(ShuffleErrorCode.PartitionCorrupt, Assert.ThrowsAny<ShuffleException>(() => Read(other)).Code);
    }

    private async Task AssertCorruptAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(_store.PathOf(_name), bytes);
        Assert.Equal(ShuffleErrorCode.PartitionCorrupt, Assert.ThrowsAny<ShuffleException>(() => Read(_contribution.Attempt)).Code);
    }

    private ContributionIndex Read(PartitionAttemptId expected)
    {
        using IStorageFile file = _store.Device.Open(_name);
        return PartitionFileReader.ReadContribution(file, _name, expected);
    }
}
