namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>System calls of one exchange, counted in a pass of its own.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Shape">The shape's name.</param>
/// <param name="ClientPerGB">Of all client processes.</param>
/// <param name="WorkerPerGB">Of the server; null without one.</param>
internal sealed record SystemCalls(string System, string Shape, double? ClientPerGB, double? WorkerPerGB)
{
    public double? PerGB => ClientPerGB + (WorkerPerGB ?? 0);
}
