using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Client.Clusters;

/// <summary>
/// A connection to the control plane of a cluster. Finds other nodes by itself when one is lost; ends when it is disposed, after the last call.
/// </summary>
public interface IControlPlaneConnection : IAsyncDisposable
{
    /// <summary>The control plane.</summary>
    IShuffleControlPlane ControlPlane { get; }
}
