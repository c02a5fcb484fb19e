using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Problems;

internal sealed partial class ProblemBoundary
{
    [LoggerMessage(EventId = 1, EventName = "ClientLeft", Level = LogLevel.Debug, Message = "{Method} {Path}: the client left before the answer.")]
    private partial void LogClientLeft(string method, PathString path);

    [LoggerMessage(EventId = 2, EventName = "Refused", Level = LogLevel.Debug, Message = "{Method} {Path}: {Code}: {Detail}")]
    private partial void LogRefused(string method, PathString path, ShuffleErrorCode code, string detail);

    [LoggerMessage(EventId = 3, EventName = "Bug", Level = LogLevel.Error, Message = "{Method} {Path}: unexpected failure of request {RequestId}.")]
    private partial void LogBug(Exception error, string method, PathString path, string requestId);
}
