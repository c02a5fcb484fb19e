using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>A <see cref="PartitionAttemptId"/> whose job stands in the path.</summary>
/// <param name="DataSet">The exchange.</param>
/// <param name="Kind">Map or reduce.</param>
/// <param name="PartitionIndex">Index within the data set, from 0.</param>
/// <param name="Attempt">The producer's attempt, from 0.</param>
/// <param name="Epoch">The allocation's number, from 1.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReleasedAttempt(DataSetId DataSet, DataPartitionKind Kind, int PartitionIndex, int Attempt, long Epoch)
{
    /// <summary>What the client sends for <paramref name="attempt"/> of <paramref name="job"/>.</summary>
    public static ReleasedAttempt Of(JobId job, PartitionAttemptId attempt)
    {
        DataPartitionId partition = attempt.Partition;
        return partition.Job == job
            ? new(partition.DataSet, partition.Kind, partition.PartitionIndex, attempt.Attempt, attempt.Epoch)
            : throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest, $"A release for job {job} names {attempt}, which is of another job; send it for that job.");
    }

    /// <summary>What the service understands.</summary>
    public PartitionAttemptId For(JobId job) => new(new DataPartitionId(job, DataSet, Kind, PartitionIndex), Attempt, Epoch);
}
