using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Hands the complaints of readers to the scrubber, which looks at the file.</summary>
internal sealed class ReaderComplaints(Scrubber scrubber) : IDamageReports
{
    public void OnComplaint(PartitionAttemptId attempt) => scrubber.OnComplaint(attempt);
}
