namespace ShuffleOrleans.ControlPlane.Validation;

/// <summary>What a JobMaster's requests about its job must look like, whoever sends them.</summary>
internal static class JobRules
{
    public const int MaxNameLength = 200;
    public const int MaxStrategyNameLength = 100;
    public const int MaxEventsPerQuery = 1000;

    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    public static void Check(JobRegistrationRequest request)
    {
        Require.Present(request, "The request");
        Caller(request.Job, request.Instance);
        Require.Text(request.Name, MaxNameLength, "Name");
        if (request.AssignmentStrategy is { } strategy)
        {
            Require.Text(strategy, MaxStrategyNameLength, "AssignmentStrategy", mayBeEmpty: false);
        }

        Require.That(
            request.HeartbeatTimeout is null || request.HeartbeatTimeout > TimeSpan.Zero,
            "HeartbeatTimeout",
            $"is {request.HeartbeatTimeout}; it must be positive.");
        Require.That(request.Storage.IsKnown(), "Storage", $"is {request.Storage}; its durability or its kind of disk is not a known one.");
    }

    public static void Check(JobHeartbeat request)
    {
        Require.Present(request, "The request");
        Caller(request.Job, request.Instance);
    }

    public static void Check(JobUnregistration request)
    {
        Require.Present(request, "The request");
        Caller(request.Job, request.Instance);
    }

    public static void Check(PartitionEventQuery query)
    {
        Require.Present(query, "The query");
        Caller(query.Job, query.Instance);
        Require.NotNegative(query.AfterSequence, "AfterSequence");
        Require.Between(query.MaxEvents, 1, MaxEventsPerQuery, "MaxEvents");
        Require.That(query.Wait >= TimeSpan.Zero && query.Wait <= MaxWait, "Wait", $"is {query.Wait}; it may be zero to {MaxWait}.");
    }

    public static void Caller(JobId job, JobInstanceId instance)
    {
        Require.Id(job, "Job");
        Require.Id(instance, "Instance");
    }
}
