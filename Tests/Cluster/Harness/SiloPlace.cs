using System.Globalization;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>What stays of a silo when its process ends: data directory and ports. Several processes may live there, one after the other.</summary>
internal sealed class SiloPlace
{
    private readonly string _data;

    /// <summary>Makes one below a directory of the test.</summary>
    public SiloPlace(TestDirectory directory, string name)
    {
        _data = directory.Sub(name);
        int[] ports = FreePorts.Take(2);
        SiloPort = ports[0];
        GatewayPort = ports[1];
    }

    public int SiloPort { get; }

    public int GatewayPort { get; }

    public IReadOnlyList<string> Arguments =>
    [
        "--Shuffle:Cluster:SiloPort", SiloPort.ToString(CultureInfo.InvariantCulture),
        "--Shuffle:Cluster:GatewayPort", GatewayPort.ToString(CultureInfo.InvariantCulture),
        "--Shuffle:Worker:DataDirectories", $"[SSD]{_data}",
        "--Shuffle:Worker:DataPort", "0",
        "--Shuffle:Worker:Storage:MinReservedBytes", "0",
        "--Shuffle:Gateway:Urls", "http://127.0.0.1:0",
    ];
}
