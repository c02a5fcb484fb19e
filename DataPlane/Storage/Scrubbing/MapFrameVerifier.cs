using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>The frames of a map partition's file, from the first to the last: against the index, and all together against the receipt.</summary>
internal sealed class MapFrameVerifier : FrameVerifier
{
    private readonly FrameSeed _seed;
    private readonly RegionIndex _index;
    private readonly PartitionReceipt _receipt;
    private FrameDigest _digest;
    private int _run;
    private int _region;
    private long _payloadBytes;

    public MapFrameVerifier(in StoredLayout layout)
    {
        _seed = new FrameSeed(layout.Header.Attempt.Partition, layout.Header.Attempt.Attempt);
        _index = layout.Index;
        _receipt = layout.Footer.Receipt;
    }

    public override FileDamage Finish()
    {
        if (!IsBetweenFrames || FramesPassed != _index.Frames.Length)
        {
            return FileDamage.Frame;
        }

        PartitionReceipt found = new(_index.Regions.Length, FramesPassed, _payloadBytes, _digest.Value);
        return _receipt == found ? FileDamage.None : FileDamage.Receipt;
    }

    protected override FrameSeed SeedOf(in FrameHeader header) => _seed;

    protected override bool IsExpected(in FrameHeader header)
    {
        if (FramesPassed == _index.Frames.Length)
        {
            return false;
        }

        while (FramesPassed == _index.Runs[_run].FirstFrame + _index.Runs[_run].FrameCount)
        {
            _run++;
        }

        while (_run == _index.Regions[_region].FirstRun + _index.Regions[_region].RunCount)
        {
            _region++;
        }

        FrameEntry entry = _index.Frames[FramesPassed];
        return header.Sequence == (uint)FramesPassed
            && header.FrameLength == entry.Length
            && header.Checksum == entry.Checksum
            && header.Subpartition == _index.Runs[_run].Subpartition
            && header.Region == _region
            && header.IsBroadcast == _index.Regions[_region].IsBroadcast;
    }

    protected override void OnFrame(in FrameHeader header)
    {
        _digest.Append(header.Checksum);
        _payloadBytes += header.PayloadLength;
    }
}
