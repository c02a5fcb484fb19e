using System.Net;
using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>A silo that is an address alone, with what its worker reports to.</summary>
internal sealed class FakeSilo(IGrainFactory grains, SiloAddress address) : ILocalSiloDetails
{
    public string Name => "fake";

    public string ClusterId => "fake";

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress => address;

    public SiloAddress GatewayAddress => SiloAddress.New(IPEndPoint.Parse("127.0.0.1:1"), 0);

    public SiloWorker NewWorker(WorkerId? id = null) => new(new SiloWorkerControlPlane(grains, this), id ?? new WorkerId(Guid.NewGuid()));
}
