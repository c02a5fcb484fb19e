using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class WorkerIncarnationIdTests : IdContract<WorkerIncarnationId>
{
    [Fact]
    public void None_IsAllZero() => Assert.Equal("00000000000000000000000000000000", WorkerIncarnationId.None.ToString());
}
