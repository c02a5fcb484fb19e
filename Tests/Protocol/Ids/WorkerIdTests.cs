using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class WorkerIdTests : IdContract<WorkerId>
{
    [Fact]
    public void None_IsAllZero() => Assert.Equal("00000000000000000000000000000000", WorkerId.None.ToString());
}
