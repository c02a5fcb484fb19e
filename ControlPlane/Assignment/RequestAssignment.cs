namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>
/// Chooses the workers of one request's partition attempts, one after the other. Contributions to one data set go to the homes that the newest of them got,
/// also when that one is of the same request. Lives for one request.
/// </summary>
/// <param name="candidates">The workers that may be chosen.</param>
/// <param name="maxWorkersPerReduceDataSet">The most workers that share a data set's reduce partitions.</param>
internal sealed class RequestAssignment(WorkerCandidates candidates, int maxWorkersPerReduceDataSet)
{
    private readonly Dictionary<DataSetId, IReadOnlyList<WorkerId>> _homes = [];

    /// <summary>The workers of the next attempt, in the order of its shares.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="knownHomes">The homes its data set had before this request; empty if none.</param>
    public IReadOnlyList<WorkerLocation> Assign(PartitionRequest request, IReadOnlyList<WorkerId> knownHomes)
    {
        if (request.Kind != DataPartitionKind.Reduce)
        {
            return candidates.Assign([], 1, request.ProducerHost);
        }

        int mostShares = Math.Min(request.SubpartitionCount, maxWorkersPerReduceDataSet);
        IReadOnlyList<WorkerLocation> locations = candidates.Assign(
            _homes.GetValueOrDefault(request.DataSet, knownHomes), mostShares, request.ProducerHost);
        _homes[request.DataSet] = [.. locations.Select(location => location.Worker)];
        return locations;
    }
}
