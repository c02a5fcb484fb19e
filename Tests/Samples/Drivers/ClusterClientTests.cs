using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Samples.BatchEngine.Plugins;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Tests.Samples.Drivers;

/// <summary>What is loaded as client of a cluster, and what is not.</summary>
public sealed class ClusterClientTests
{
    [Fact]
    public async Task AssemblyWithoutAConnector_IsRefusedByName()
    {
        // Any assembly that knows the contract and does not implement it.
        string path = typeof(IControlPlaneConnector).Assembly.Location;

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(
            () => ClusterClient.ConnectAsync(new ClusterChoice("127.0.0.1:1", "shuffle", path), default));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoAssembly_IsRefusedByName()
    {
        string path = Path.GetTempFileName();
        try
        {
            InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(
                () => ClusterClient.ConnectAsync(new ClusterChoice("127.0.0.1:1", "shuffle", path), default));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
