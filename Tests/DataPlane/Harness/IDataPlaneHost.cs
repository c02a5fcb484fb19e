using System.Net;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>What the hosts of the data plane have in common. Disposed after its worker, whose drain it outlives.</summary>
internal interface IDataPlaneHost : IAsyncDisposable
{
    /// <summary>Binds and begins to accept.</summary>
    Task<IPEndPoint> StartAsync(IPEndPoint endpoint);

    /// <summary>Accepts no more; connections go on.</summary>
    Task StopAcceptingAsync();
}
