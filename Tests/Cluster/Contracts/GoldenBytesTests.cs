using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>
/// The bytes of a few messages, as the first version wrote them. A difference means that old and new silos may no longer understand each other: fields were
/// renumbered or retyped, or Orleans changed its form. Bytes here are replaced only if the old ones are still read.
/// </summary>
public sealed class GoldenBytesTests : IDisposable
{
    private static readonly JobId Job = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
    private static readonly JobInstanceId Instance = new(Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100"));
    private static readonly WorkerId Worker = new(Guid.Parse("10000000-0000-0000-0000-000000000001"));
    private static readonly WorkerIncarnationId Incarnation = new(Guid.Parse("20000000-0000-0000-0000-000000000002"));
    private static readonly PartitionAttemptId Attempt = new(
        new DataPartitionId(Job, new DataSetId(Guid.Parse("30000000-0000-0000-0000-000000000003")), DataPartitionKind.Map, 5), 1, 9);

    private readonly ContractSerializer _serializer = new();

    [Fact]
    public void JobRegistrationRequest_KeepsItsBytes() => AssertBytes(
        "20E820E8402133221100554477668899AABBCCDDEEFFE021E84021CCDDEEFFAABB88997766554433221100E04109736F7274410D73707265616481"
        + "00A3E1110000000021E8081505091505E0E0",
        new JobRegistrationRequest(Job, Instance, "sort", "spread", TimeSpan.FromSeconds(30), new StorageChoice(Durability.Fsync, DiskKind.Ssd)));

    [Fact]
    public void PartitionAllocationReply_KeepsItsBytes() => AssertBytes(
        "20E820000321E820E820E820E8402133221100554477668899AABBCCDDEEFFE021E8402100000030000000000000000000000003E00915030115E0"
        + "01050125E0011121000321E820E8402100000010000000000000000000000001E021E8402100000020000000000000000000000002E04105773101"
        + "4AE5E0E021E8081501C101E0E0E0E0",
        new PartitionAllocationReply([new PartitionAllocation(Attempt, 4, [new WorkerLocation(Worker, Incarnation, "w1", 7337)])]));

    [Fact]
    public void WorkerHeartbeat_KeepsItsBytes() => AssertBytes(
        "20E820E8402100000010000000000000000000000001E021E8402100000020000000000000000000000002E021E820000321E840052F6109150301"
        + "421F012901030903054101E0E001020201810109010D0103E021000321E8000509030921E820E820E8402133221100554477668899AABBCCDDEEFF"
        + "E021E8402100000030000000000000000000000003E00915030115E001050125E0011121E800050109016209811032547698BADCFEE0C121E0E0E0",
        new WorkerHeartbeat(
            Worker,
            Incarnation,
            new WorkerLoad([new DiskLoad("/a", DiskKind.Hdd, 1000, 10, true)], 64, 32, 2, 3, true),
            [new PartitionChange(1, PartitionChangeKind.Committed, Attempt, 4, new PartitionReceipt(1, 2, 300, 0xFEDCBA9876543210), "")]));

    [Fact]
    public void ShuffleException_KeepsItsBytes() => AssertBytes(
        "20E800D14145417474656D70742031206973206F6C646572207468616E20617474656D707420322EC101E0",
        new ShuffleException(ShuffleErrorCode.StaleEpoch, "Attempt 1 is older than attempt 2."));

    /// <summary>As an answer of Orleans carries it: the field says no more than that it is an exception, so the alias crosses.</summary>
    [Fact]
    public void ShuffleExceptionAsAnyException_KeepsItsBytes() => AssertBytes<Exception>(
        "3001EAE91CBB3173687566666C652E53687566666C65457863657074696F6EE800D14145417474656D70742031206973206F6C646572207468616E"
        + "20617474656D707420322EC101E0",
        new ShuffleException(ShuffleErrorCode.StaleEpoch, "Attempt 1 is older than attempt 2."));

    public void Dispose() => _serializer.Dispose();

    private void AssertBytes<T>(string expected, T value)
    {
        Assert.Equal(expected, Convert.ToHexString(_serializer.Write(value)));
        Assert.Equal(expected, Convert.ToHexString(_serializer.Write(_serializer.Read<T>(Convert.FromHexString(expected)))));
    }
}
