using System.Globalization;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>What stays of a silo when its process ends: data directory and ports. Several processes may live there, one after the other.</summary>
internal sealed class SiloPlace
{
    /// <summary>Makes one below a directory of the test.</summary>
    public SiloPlace(TestDirectory directory, string name)
    {
        DataDirectory = directory.Sub(name);
        int[] ports = FreePorts.Take(3);
        SiloPort = ports[0];
        GatewayPort = ports[1];
        DataPort = ports[2];
    }

    public string DataDirectory { get; }

    public int SiloPort { get; }

    public int GatewayPort { get; }

    public int DataPort { get; }

    public IReadOnlyList<string> Arguments =>
    [
        "--Shuffle:Cluster:SiloPort", SiloPort.ToString(CultureInfo.InvariantCulture),
        "--Shuffle:Cluster:GatewayPort", GatewayPort.ToString(CultureInfo.InvariantCulture),
        "--Shuffle:Worker:DataDirectories", $"[SSD]{DataDirectory}",
        "--Shuffle:Worker:DataPort", DataPort.ToString(CultureInfo.InvariantCulture),
        "--Shuffle:Worker:Storage:MinReservedBytes", "0",
        "--Shuffle:Gateway:Urls", "http://127.0.0.1:0",
    ];
}
