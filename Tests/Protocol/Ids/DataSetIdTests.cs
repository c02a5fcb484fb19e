using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class DataSetIdTests : IdContract<DataSetId>
{
    [Fact]
    public void None_IsAllZero() => Assert.Equal("00000000000000000000000000000000", DataSetId.None.ToString());
}
