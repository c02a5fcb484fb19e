using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class JobIdTests : IdContract<JobId>
{
    [Fact]
    public void None_IsAllZero() => Assert.Equal("00000000000000000000000000000000", JobId.None.ToString());
}
