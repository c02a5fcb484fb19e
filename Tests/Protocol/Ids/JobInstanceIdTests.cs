using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class JobInstanceIdTests : IdContract<JobInstanceId>
{
    [Fact]
    public void None_IsAllZero() => Assert.Equal("00000000000000000000000000000000", JobInstanceId.None.ToString());
}
