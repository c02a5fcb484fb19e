using Microsoft.Extensions.DependencyInjection;
using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.Client.Orleans.Hosting;
using ShuffleOrleans.Client.Orleans.Settings;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>What is wrong with settings is said at once and altogether.</summary>
public sealed class ClientOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => new OrleansShuffleControlPlaneOptions().Validate();

    [Fact]
    public void AllProblems_AreReportedAtOnce()
    {
        ShuffleOrleansClientOptions options = new() { ClusterId = " ", Gateways = { "nowhere" } };
        (options.ControlPlane.CallTimeout, options.ControlPlane.MaxPause) = (TimeSpan.Zero, TimeSpan.Zero);

        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(["ClusterId", "'nowhere'", "CallTimeout", "MaxPause"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("127.0.0.1:30000", "127.0.0.1:6379")]
    public void PlaceOfTheCluster_IsSaidOnce(string? gateway, string? redis)
    {
        ShuffleOrleansClientOptions options = new() { RedisConnectionString = redis };
        if (gateway is not null)
        {
            options.Gateways.Add(gateway);
        }

        Assert.Contains("either Gateways or RedisConnectionString", Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondRegistration_ChangesNothing()
    {
        ServiceCollection services = new();
        services.AddLogging().AddShuffleOrleansClient(options => options.Gateways.Add("127.0.0.1:30000"));
        int count = services.Count;

        services.AddShuffleOrleansClient(options => options.Gateways.Add("127.0.0.1:30000"));

        Assert.Equal(count, services.Count);
        Assert.Single(services, service => service.ServiceType == typeof(IShuffleControlPlane));
        Assert.Single(services, service => service.ServiceType == typeof(OrleansShuffleControlPlane));
    }

    [Theory]
    [InlineData("redis://10.0.0.5:6379", "10.0.0.5:6379", 0)]
    [InlineData("10.0.0.5:30000, silo-2:30000", null, 2)]
    [InlineData("[::1]:30000", null, 1)]
    public void AddressOfACluster_IsRedisOrGateways(string text, string? redis, int gatewayCount)
    {
        Assert.True(ClusterAddress.TryParse(text, out ClusterAddress? address, out _));
        Assert.Equal((redis, gatewayCount, "shuffle"), (address.Redis, address.Gateways.Count, address.ClusterId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("redis://")]
    [InlineData("redis://host")]
    [InlineData("redis://user:password@host:6379")]
    [InlineData("http://host:80")]
    [InlineData("host:30000,")]
    [InlineData("host:70000")]
    [InlineData("host:30000/path")]
    public void OtherAddress_IsRefusedWithTheRightForm(string text)
    {
        Assert.False(ClusterAddress.TryParse(text, out _, out string? problem));
        Assert.Contains("redis://host:port", problem, StringComparison.Ordinal);
    }
}
