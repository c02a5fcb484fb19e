namespace ShuffleOrleans.Grains.Workers;

/// <summary>The agents beside the workers of all silos.</summary>
internal interface IWorkerAgents
{
    /// <summary>Lets the worker of a silo report now. Ends when the wish is sent; never fails because of the other side.</summary>
    Task ReportNowAsync(SiloAddress silo);
}
