using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Gateway.Metrics;

internal sealed partial class MetricsCollector
{
    [LoggerMessage(3301, LogLevel.Warning, "Some gauges could not be read; their lines are missing from the metrics page", EventName = "MetricsNotObserved")]
    private partial void LogNotObserved(Exception error);

    [LoggerMessage(3302, LogLevel.Warning, "Meter {Meter}: {Instrument} is not shown, {Name} is another kind of metric", EventName = "MetricNameTaken")]
    private partial void LogNameTaken(string meter, string instrument, string name);
}
