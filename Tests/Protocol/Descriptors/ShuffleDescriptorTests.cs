using System.Text.Json;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Protocol.Descriptors;

public sealed class ShuffleDescriptorTests
{
    private static readonly DataSetId DataSet = DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null);
    private static readonly ResultPartitionId Output = new(DataSet, 2, 1);

    [Fact]
    public void RemoteDescriptor_RoundTripsInJson()
    {
        DataPartitionId partition = new(JobId.Parse("000102030405060708090a0b0c0d0e0f", null), DataSet, DataPartitionKind.Map, 2);
        WorkerLocation location = new(WorkerId.None, WorkerIncarnationId.None, "localhost", 4711);
        RemoteShuffleDescriptor descriptor = new(Output, new PartitionAllocation(new PartitionAttemptId(partition, 1, 3), 8, [location]));

        string json = JsonSerializer.Serialize<ShuffleDescriptor>(descriptor);

        Assert.Contains("\"type\":\"remote\"", json, StringComparison.Ordinal);
        RemoteShuffleDescriptor read = Assert.IsType<RemoteShuffleDescriptor>(JsonSerializer.Deserialize<ShuffleDescriptor>(json));
        Assert.Equal(Output, read.ResultPartition);
        Assert.Equal((descriptor.Allocation.Attempt, 8), (read.Allocation.Attempt, read.Allocation.SubpartitionCount));
        Assert.Equal(location, Assert.Single(read.Allocation.Locations));
        Assert.False(read.IsUnknown);
    }

    [Fact]
    public void LocalDescriptor_RoundTripsInJson_AndNamesItsExecutor()
    {
        DataPartitionId partition = new(JobId.Parse("000102030405060708090a0b0c0d0e0f", null), DataSet, DataPartitionKind.Map, 2);
        WorkerLocation location = new(WorkerId.None, WorkerIncarnationId.None, "10.0.0.7", 4711);
        LocalShuffleDescriptor descriptor = new(Output, new PartitionAllocation(new PartitionAttemptId(partition, 1, 3), 8, [location]), "executor-7");

        string json = JsonSerializer.Serialize<ShuffleDescriptor>(descriptor);

        Assert.Contains("\"type\":\"local\"", json, StringComparison.Ordinal);
        LocalShuffleDescriptor read = Assert.IsType<LocalShuffleDescriptor>(JsonSerializer.Deserialize<ShuffleDescriptor>(json));
        Assert.Equal((Output, "executor-7", "executor-7"), (read.ResultPartition, read.ExecutorId, read.StoresLocalResourcesOn));
        Assert.Equal((descriptor.Allocation.Attempt, 8), (read.Allocation.Attempt, read.Allocation.SubpartitionCount));
        Assert.Equal(location, Assert.Single(read.Allocation.Locations));
    }

    [Fact]
    public void UnknownDescriptor_RoundTripsInJson()
    {
        string json = JsonSerializer.Serialize<ShuffleDescriptor>(new UnknownShuffleDescriptor(Output));
        ShuffleDescriptor? read = JsonSerializer.Deserialize<ShuffleDescriptor>(json);
        Assert.Equal(new UnknownShuffleDescriptor(Output), read);
        Assert.True(read?.IsUnknown);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"type\":\"elsewhere\"}")]
    public void DescriptorOfNoKnownType_IsRefused(string json) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<ShuffleDescriptor>(json));
}
