using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>Refuses questions that ask for too much, or for nothing that could be.</summary>
internal static class Requests
{
    // As long as a report to the control plane carries.
    private const int MaxReasonLength = Protocol.ControlPlane.DiskLoad.MaxReasonLength;

    public static void RequireTake(int take) =>
        Require(take is >= 0 and <= InspectionLimits.PageItems, $"take is 0 to {InspectionLimits.PageItems}, not {take}.");

    public static void RequirePage(int skip, int take)
    {
        Require(skip >= 0, $"skip is not negative, {skip} is.");
        RequireTake(take);
    }

    public static void RequireReason(string reason) =>
        Require(!string.IsNullOrWhiteSpace(reason) && reason.Length <= MaxReasonLength, $"A reason of 1 to {MaxReasonLength} characters is needed.");

    public static void RequireDirectory(string directory) =>
        Require(!string.IsNullOrWhiteSpace(directory) && !directory.Contains('\0', StringComparison.Ordinal), "A data directory is named by its path.");

    public static void RequireMatrix(MatrixRequest request)
    {
        RequireWindow(request.FromProducer, request.Producers, request.Rows, "producers", "rows");
        RequireWindow(request.FromSubpartition, request.Subpartitions, request.Columns, "subpartitions", "columns");
    }

    private static void RequireWindow(int from, int count, int bins, string of, string name)
    {
        Require(
            from >= 0 && count >= 1 && from <= int.MaxValue - count,
            $"A window of {of} begins at 0 or above and holds at least one: {from} and {count} do not.");
        Require(
            bins >= 1 && bins <= InspectionLimits.MatrixBins && bins <= count,
            $"{name} is 1 to {InspectionLimits.MatrixBins} and no more than there are {of} in view ({count}), not {bins}.");
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ShuffleException(ShuffleErrorCode.InvalidRequest, otherwise);
        }
    }
}
