using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

internal sealed partial class ControlPlaneReporter
{
    [LoggerMessage(
        1401, LogLevel.Information, "Worker {Worker} process {Incarnation} is registered with {Partitions} partitions", EventName = "WorkerRegistered")]
    private partial void LogRegistered(WorkerId worker, WorkerIncarnationId incarnation, int partitions);

    [LoggerMessage(1402, LogLevel.Warning, "The control plane did not take the report ({Code}): {Reason}. Trying again.", EventName = "ReportNotHeard")]
    private partial void LogNotHeard(ShuffleErrorCode code, string reason);

    [LoggerMessage(1403, LogLevel.Warning, "The control plane did not hear that the worker leaves ({Code}): {Reason}. It will count as lost.", EventName = "LeaveNotHeard")]
    private partial void LogLeaveNotHeard(ShuffleErrorCode code, string reason);

    [LoggerMessage(1409, LogLevel.Error, "A report to the control plane failed by a bug. Trying again.", EventName = "ReportBug")]
    private partial void LogBug(Exception error);
}
