using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Connections;

/// <summary>What connections are shared by: the worker, where it is, and what for.</summary>
/// <param name="Worker">The worker; none where whatever listens there will do.</param>
/// <param name="Incarnation">Its process, where only this one will do (writing); none where any process with the data will (reading).</param>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Direction">Writing or reading.</param>
internal readonly record struct WorkerEndpoint(WorkerId Worker, WorkerIncarnationId Incarnation, string Host, int Port, ConnectionDirection Direction)
{
    /// <summary>The process that was assigned: what it has not been told to take, it refuses.</summary>
    public static WorkerEndpoint ForWriting(WorkerLocation location) =>
        new(location.Worker, location.Incarnation, location.Host, location.DataPort, ConnectionDirection.Write);

    /// <summary>Any process of the worker that has the data will do: attempt and epoch say which data.</summary>
    public static WorkerEndpoint ForReading(WorkerLocation location) =>
        new(location.Worker, WorkerIncarnationId.None, location.Host, location.DataPort, ConnectionDirection.Read);

    public override string ToString() => Worker == WorkerId.None ? $"the worker at {Host}:{Port}" : $"worker {Worker} at {Host}:{Port}";
}
