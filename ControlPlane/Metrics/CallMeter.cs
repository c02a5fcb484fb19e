using System.Diagnostics;

namespace ShuffleOrleans.ControlPlane.Metrics;

/// <summary>Times calls, and makes a span of those that an operator wants to see in a trace. Any thread.</summary>
internal sealed class CallMeter(ControlPlaneMetrics metrics, TimeProvider time)
{
    /// <summary>The name of the control plane's spans.</summary>
    public const string SourceName = "ShuffleOrleans.ControlPlane";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span, if somebody listens.</summary>
    public static Activity? StartSpan(string name) => Source.StartActivity($"shuffle.control_plane.{name}", ActivityKind.Server);

    public async Task<T> MeasureAsync<T>(string method, Func<Task<T>> call, Activity? span = null)
    {
        long begun = time.GetTimestamp();
        string outcome = "bug";
        try
        {
            T reply = await call().ConfigureAwait(false);
            outcome = "ok";
            return reply;
        }
        catch (ShuffleException e)
        {
            outcome = e.Code.ToString();
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        finally
        {
            metrics.OnCall(method, outcome, time.GetElapsedTime(begun));
            span?.Dispose();
        }
    }

    public Task MeasureAsync(string method, Func<Task> call, Activity? span = null) => MeasureAsync(
        method,
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        span);
}
