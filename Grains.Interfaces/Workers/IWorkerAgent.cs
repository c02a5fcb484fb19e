using Orleans.Services;

namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>The grain service beside the worker of each silo: carries a wish of the control plane to the worker at once, not at its next report.</summary>
[Alias("shuffle.IWorkerAgent")]
public interface IWorkerAgent : IGrainService
{
    /// <summary>There are orders: the worker reports now.</summary>
    [Alias("ReportNow")]
    [OneWay]
    Task ReportNowAsync();

    /// <summary>The control plane wants to compare: the worker registers again, with its inventory.</summary>
    [Alias("RegisterAnew")]
    [OneWay]
    Task RegisterAnewAsync();
}
