using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Gateway.Telemetry;

internal sealed partial class OtlpExport
{
    [LoggerMessage(3401, LogLevel.Information, "Metrics and traces are sent to {Endpoint}", EventName = "OtlpStarted")]
    private partial void LogStarted(string endpoint);

    [LoggerMessage(3402, LogLevel.Warning, "The last metrics and traces were not sent in time", EventName = "OtlpNotSent")]
    private partial void LogNotSent();
}
