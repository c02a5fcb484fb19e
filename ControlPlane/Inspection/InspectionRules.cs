using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>What queries and changes of people may ask for.</summary>
internal static class InspectionRules
{
    /// <summary>The most items of a page.</summary>
    public const int MaxTake = 1000;

    private const int MaxNameLength = 200;
    private const int MaxReasonLength = 500;

    public static void Check(WorkerQuery query) => CheckPage(query.Skip, query.Take);

    public static void Check(JobQuery query)
    {
        CheckPage(query.Skip, query.Take);
        Require.That(query.Name is null || query.Name.Length <= MaxNameLength, "Name", $"may have {MaxNameLength} characters.");
    }

    public static void Check(PartitionQuery query)
    {
        CheckPage(query.Skip, query.Take);
        Require.NotNegative(query.MinBytes ?? 0, "MinBytes");
    }

    public static void Check(EventQuery query) => Require.Between(query.Take, 1, MaxTake, "Take");

    public static void CheckReason(string reason) => Require.Text(reason, MaxReasonLength, "Reason");

    /// <summary>The answer to whoever asks for a part of a job that is not there.</summary>
    public static ShuffleException NotFound(string what)
        => new(ShuffleErrorCode.PartitionNotFound, $"There is no {what}: it was never allocated, or is released and forgotten.");

    private static void CheckPage(int skip, int take)
    {
        Require.NotNegative(skip, "Skip");
        Require.Between(take, 1, MaxTake, "Take");
    }
}
