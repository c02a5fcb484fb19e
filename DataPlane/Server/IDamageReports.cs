using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>Hears when a reader says that a stored frame came damaged. Called on receive loops; must not block.</summary>
internal interface IDamageReports
{
    /// <summary>A frame of this attempt was wrong when it arrived: on the disk, or on the way.</summary>
    void OnComplaint(PartitionAttemptId attempt);
}
