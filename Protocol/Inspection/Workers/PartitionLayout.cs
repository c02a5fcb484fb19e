using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>What lies where in one partition attempt on one worker.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="StoredIn">Where its bytes are.</param>
/// <param name="Directory">The data directory; empty while all of it is in memory.</param>
/// <param name="FileName">The file in it; empty likewise.</param>
/// <param name="FileBytes">The file's length as far as it is written; in memory the bytes of all frames.</param>
/// <param name="Sections">The file's parts, in order; empty for a contribution and in memory.</param>
/// <param name="Receipt">What it holds; of a partition being written, so far. Null of a damaged file.</param>
/// <param name="SubpartitionBytes">Bytes of frames by subpartition, a broadcast frame to each; equal bins of subpartitions beyond 4096.</param>
/// <param name="SubpartitionFrames">Frames likewise.</param>
/// <param name="RegionCount">How many regions.</param>
/// <param name="Skip">How many are left out, from the front.</param>
/// <param name="Regions">The page of them.</param>
/// <param name="Readers">Who reads it now.</param>
/// <param name="Contributions">Whether it is a contribution: offsets are in the shared files of its data set, the file is its index.</param>
/// <param name="Detail">What is known beyond that, for people: why a file is set aside. Empty otherwise.</param>
public sealed record PartitionLayout(
    WorkerId Worker,
    int Attempt,
    long Epoch,
    StoredIn StoredIn,
    string Directory,
    string FileName,
    long FileBytes,
    IReadOnlyList<LayoutSection> Sections,
    PartitionReceipt? Receipt,
    IReadOnlyList<long> SubpartitionBytes,
    IReadOnlyList<long> SubpartitionFrames,
    int RegionCount,
    int Skip,
    IReadOnlyList<LayoutRegion> Regions,
    IReadOnlyList<LayoutReader> Readers,
    bool Contributions,
    string Detail);
