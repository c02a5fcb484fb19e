using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Metrics;

// Where time went. Names of enum members and directories are strings that exist already: recording makes nothing.
public sealed partial class DataPlaneMetrics
{
    internal void OnFirstCredit(TimeSpan took) => _durations.FirstCredit.Record(took.TotalSeconds);

    internal void OnCreditWait(TimeSpan took) => _durations.CreditWait.Record(took.TotalSeconds);

    internal void OnFlush(string directory, TimeSpan took) =>
        _durations.Flush.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Directory, directory));

    internal void OnCommit(DataPartitionKind kind, Durability durability, TimeSpan took)
    {
        if (_durations.Commit.Enabled)
        {
            _durations.Commit.Record(
                took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Kind, kind.ToString()), new(Tags.Durability, durability.ToString()));
        }
    }

    internal void OnReadOpened(DataPartitionKind kind, bool found, TimeSpan took)
    {
        if (_durations.ReadOpen.Enabled)
        {
            _durations.ReadOpen.Record(
                took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Kind, kind.ToString()), new(Tags.Outcome, found ? "opened" : "failed"));
        }
    }

    internal void OnColdRead(string directory, TimeSpan took) =>
        _durations.ColdRead.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Directory, directory));

    internal void OnMemoryWait(TimeSpan took) => _durations.MemoryWait.Record(took.TotalSeconds);

    internal void OnControlPlaneCall(string method, string outcome, TimeSpan took) => _durations.ControlPlaneCall.Record(
        took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Method, method), new(Tags.Outcome, outcome));
}
