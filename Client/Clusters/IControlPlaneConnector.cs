namespace ShuffleOrleans.Client.Clusters;

/// <summary>
/// Connects to the control plane of a cluster. For programs that are built without the packages a cluster needs, and load an implementation as a plug-in: it
/// has a public constructor without parameters and is the only one in its assembly. Any thread.
/// </summary>
public interface IControlPlaneConnector
{
    /// <summary>Connects; keeps trying for a while, since a cluster may be starting.</summary>
    /// <param name="address">The cluster.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection, which the caller disposes.</returns>
    /// <exception cref="Protocol.Errors.ShuffleException"><see cref="Protocol.Errors.ShuffleErrorCode.ControlPlaneUnavailable"/>: no node of the cluster
    /// answered.</exception>
    Task<IControlPlaneConnection> ConnectAsync(ClusterAddress address, CancellationToken cancellationToken);
}
