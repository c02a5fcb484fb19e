namespace ShuffleOrleans.ControlPlane.Validation;

/// <summary>What a JobMaster's requests about partitions must look like.</summary>
internal static class PartitionRules
{
    public const int MaxSubpartitions = 1 << 20;
    public const int MaxHostLength = 255;
    public const int MaxTake = 1000;

    public static void Check(PartitionAllocationRequest request)
    {
        Require.Present(request, "The request");
        JobRules.Caller(request.Job, request.Instance);
        Require.Count(request.Partitions, 1, PartitionAllocationRequest.MaxPartitions, "Partitions");
        HashSet<(DataSetId DataSet, DataPartitionKind Kind, int PartitionIndex)> seen = [];
        Dictionary<DataSetId, PartitionRequest> firstOf = [];
        for (int index = 0; index < request.Partitions.Count; index++)
        {
            PartitionRequest partition = request.Partitions[index];
            string field = $"Partitions[{index}]";
            Check(partition, field);
            Require.That(
                seen.Add((partition.DataSet, partition.Kind, partition.PartitionIndex)),
                field,
                "names a partition that the request has named before.");
            CheckFit(partition, firstOf.TryGetValue(partition.DataSet, out PartitionRequest? first) ? first : firstOf[partition.DataSet] = partition, field);
        }
    }

    public static void Check(PartitionReleaseRequest request)
    {
        Require.Present(request, "The request");
        JobRules.Caller(request.Job, request.Instance);
        Require.Count(request.Attempts, 0, PartitionAllocationRequest.MaxPartitions, "Attempts");
        for (int index = 0; index < request.Attempts.Count; index++)
        {
            JobId job = request.Attempts[index].Partition.Job;
            Require.That(job == request.Job, $"Attempts[{index}]", $"belongs to job {job}, the request to job {request.Job}.");
        }
    }

    public static void Check(PartitionListRequest request)
    {
        Require.Present(request, "The request");
        Require.Id(request.Job, "Job");
        Require.NotNegative(request.Skip, "Skip");
        Require.Between(request.Take, 1, MaxTake, "Take");
    }

    private static void Check(PartitionRequest? partition, string field)
    {
        Require.Present(partition, field);
        Require.Id(partition.DataSet, $"{field}.DataSet");
        CheckKind(partition.Kind, $"{field}.Kind");
        Require.NotNegative(partition.PartitionIndex, $"{field}.PartitionIndex");
        Require.NotNegative(partition.Attempt, $"{field}.Attempt");
        Require.Between(partition.SubpartitionCount, 1, MaxSubpartitions, $"{field}.SubpartitionCount");
        if (partition.ProducerHost is { } host)
        {
            Require.Text(host, MaxHostLength, $"{field}.ProducerHost");
        }
    }

    private static void CheckKind(DataPartitionKind kind, string field)
        => Require.That(kind is DataPartitionKind.Map or DataPartitionKind.Reduce, field, $"is {kind}; it may be Map or Reduce.");

    // All attempts of a data set are of one kind; contributions to reduce partitions also agree on how many there are.
    private static void CheckFit(PartitionRequest partition, PartitionRequest first, string field)
    {
        Require.That(
            partition.Kind == first.Kind,
            $"{field}.Kind",
            $"is {partition.Kind}, in a data set that the request has named with {first.Kind}; it can have one kind only.");
        Require.That(
            partition.Kind == DataPartitionKind.Map || partition.SubpartitionCount == first.SubpartitionCount,
            $"{field}.SubpartitionCount",
            $"is {partition.SubpartitionCount}, in a data set that the request has named with {first.SubpartitionCount}; all its producers must agree.");
    }
}
