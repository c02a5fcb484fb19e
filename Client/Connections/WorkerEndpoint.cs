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
    public override string ToString() => Worker == WorkerId.None ? $"the worker at {Host}:{Port}" : $"worker {Worker} at {Host}:{Port}";
}
