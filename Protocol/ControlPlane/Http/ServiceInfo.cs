namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>Who answers at this address: the reply of <c>GET /v1/info</c>.</summary>
/// <param name="Product">Always <c>ShuffleOrleans</c>.</param>
/// <param name="Version">Version of the service.</param>
/// <param name="DataEndpoint">Host and port of the worker in this process, or null if there is none.</param>
public sealed record ServiceInfo(string Product, string Version, string? DataEndpoint);
