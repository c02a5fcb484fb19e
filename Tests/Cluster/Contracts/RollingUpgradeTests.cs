using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>In a rolling upgrade one side knows a field that the other does not. Here the foreign side is a form of its own with the same numbers.</summary>
public sealed class RollingUpgradeTests : IDisposable
{
    private static readonly JobId Job = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
    private static readonly JobInstanceId Instance = new(Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100"));

    private readonly ContractSerializer _serializer = new();

    [Fact]
    public void OlderSender_WithoutTheLastField_IsRead()
    {
        byte[] bytes = _serializer.Write(new OlderJobRegistrationRequest(Job, Instance, "wordcount", null, TimeSpan.FromSeconds(30)));
        JobRegistrationRequest? read = _serializer.Read<JobRegistrationRequest>(bytes);
        Assert.Equal(new JobRegistrationRequest(Job, Instance, "wordcount", null, TimeSpan.FromSeconds(30), default), read);
    }

    [Fact]
    public void OlderSender_WithoutALastList_MeansAnEmptyOne()
    {
        byte[] bytes = _serializer.Write(new OlderWorkerHeartbeatReply(7));
        WorkerHeartbeatReply read = _serializer.Read<WorkerHeartbeatReply>(bytes)!;
        Assert.Equal(7, read.AcknowledgedSequence);
        Assert.Empty(read.Release);
    }

    [Fact]
    public void NewerSender_WithAFieldMore_IsRead()
    {
        byte[] bytes = _serializer.Write(new NewerJobHeartbeat(Job, Instance, "from a later version"));
        Assert.Equal(new JobHeartbeat(Job, Instance), _serializer.Read<JobHeartbeat>(bytes));
    }

    [Fact]
    public void ErrorCodeOfANewerSender_KeepsItsNumber()
    {
        ShuffleException sent = new((ShuffleErrorCode)899, "An error of a later version.");
        Assert.Equal(sent.Code, _serializer.Read<ShuffleException>(_serializer.Write(sent))!.Code);
    }

    [Fact]
    public void ValueOfANewerEnumeration_KeepsItsNumber()
    {
        StorageChoice sent = new((Durability)9, (DiskKind)9);
        Assert.Equal(sent, _serializer.Read<StorageChoice>(_serializer.Write(sent)));
    }

    public void Dispose() => _serializer.Dispose();
}
