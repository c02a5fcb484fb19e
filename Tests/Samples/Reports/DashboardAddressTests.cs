using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Reports;

namespace ShuffleOrleans.Tests.Samples.Reports;

[Trait("Category", "Unit")]
public sealed class DashboardAddressTests
{
    private static readonly JobId Job = JobId.Parse("0123456789abcdef0123456789abcdef", null);

    [Theory]
    [InlineData("http://127.0.0.1:8090")]
    [InlineData("http://127.0.0.1:8090/")]
    public void Gateway_GivesThePageOfTheJob(string service) =>
        Assert.Equal($"http://127.0.0.1:8090/dashboard/#/jobs/{Job}", DashboardAddress.Of(new Uri(service), Job));

    [Fact]
    public void WithoutAGateway_ThereIsNone()
    {
        Assert.Null(DashboardAddress.Of(null, Job));
        Assert.Null(DashboardAddress.Of(new Uri("file:///tmp/shuffle"), Job));
    }
}
