using System.Text;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.ControlPlane.State;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>All durable state as text in a fixed order, for comparing two states.</summary>
internal static class StateText
{
    public static string Of(ControlPlaneState state) => string.Join('\n', state.Describe().Select(Normal).Select(TextOf).Order(StringComparer.Ordinal));

    /// <summary>A state that was written as a snapshot and read back.</summary>
    public static ControlPlaneState Copy(ControlPlaneState state)
    {
        ControlPlaneState copy = new(int.MaxValue);
        byte[] record = JournalRecord.Encode(state.Describe());
        foreach (ControlPlaneFact fact in JournalRecord.Decode(record.AsSpan(JournalRecord.HeaderLength)))
        {
            copy.Apply(fact);
        }

        return copy;
    }

    private static string TextOf(ControlPlaneFact fact) => Encoding.UTF8.GetString(JournalRecord.Encode([fact]).AsSpan(JournalRecord.HeaderLength));

    private static ControlPlaneFact Normal(ControlPlaneFact fact) => fact switch
    {
        WorkerRestored worker => worker with
        {
            ReleaseOrders = [.. worker.ReleaseOrders.OrderBy(order => order.ToString(), StringComparer.Ordinal)],
            Orphans = [.. worker.Orphans.OrderBy(orphans => orphans.Job.ToString(), StringComparer.Ordinal).Select(Normal)],
        },
        JobRestored job => job with { DataSets = [.. job.DataSets.OrderBy(dataSet => dataSet.DataSet.Value)] },
        _ => fact,
    };

    private static OrphansFound Normal(OrphansFound orphans)
        => orphans with { Partitions = [.. orphans.Partitions.OrderBy(stored => stored.Attempt.ToString(), StringComparer.Ordinal)] };
}
