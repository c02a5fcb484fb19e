namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>How a worker went.</summary>
/// <param name="Since">When the control plane learnt it: the recovery window begins then.</param>
/// <param name="InOrder">Whether it said goodbye.</param>
/// <param name="IsOver">Whether its recovery window is over, and it is being forgotten.</param>
internal sealed record WorkerDeparture(DateTimeOffset Since, bool InOrder, bool IsOver = false);
