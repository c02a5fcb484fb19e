using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// Checks the frames of a partition file, fed from the first byte to the last in pieces cut anywhere: each against its own checksum, seeded with the identity,
/// and against what the index says of it; all together against the receipt. A state machine without I/O; used on one thread at a time.
/// </summary>
internal sealed class FrameVerifier
{
    private readonly byte[] _header = new byte[FrameHeader.Length];
    private readonly FrameSeed _seed;
    private readonly RegionIndex _index;
    private readonly PartitionReceipt _receipt;
    private FrameDigest _digest;
    private FrameHeader _frame;
    private Crc32C _checksum;
    private int _headerBytes;
    private int _payloadLeft;
    private int _frames;
    private int _run;
    private int _region;
    private long _payloadBytes;

    public FrameVerifier(in StoredLayout layout)
    {
        _seed = new FrameSeed(layout.Header.Attempt.Partition, layout.Header.Attempt.Attempt);
        _index = layout.Index;
        _receipt = layout.Footer.Receipt;
    }

    /// <summary>How many frames were found right.</summary>
    public int FramesPassed => _frames;

    /// <summary>Takes the next bytes.</summary>
    /// <returns>What is wrong with them; after the first damage there is nothing more to feed.</returns>
    public FileDamage Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken = _payloadLeft == 0 ? TakeHeader(bytes) : TakePayload(bytes);
            if (taken < 0)
            {
                return FileDamage.Frame;
            }

            bytes = bytes[taken..];
        }

        return FileDamage.None;
    }

    /// <summary>Every byte was fed.</summary>
    public FileDamage Finish()
    {
        if (_headerBytes > 0 || _payloadLeft > 0 || _frames != _index.Frames.Length)
        {
            return FileDamage.Frame;
        }

        return _receipt == new PartitionReceipt(_index.Regions.Length, _frames, _payloadBytes, _digest.Value) ? FileDamage.None : FileDamage.Receipt;
    }

    // How many bytes were taken, or -1 for a header that is wrong.
    private int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, FrameHeader.Length - _headerBytes);
        bytes[..taken].CopyTo(_header.AsSpan(_headerBytes));
        _headerBytes += taken;
        if (_headerBytes < FrameHeader.Length)
        {
            return taken;
        }

        _headerBytes = 0;
        if (_frames == _index.Frames.Length || !FrameHeader.TryRead(_header, out _frame) || !IsWhatTheIndexSays())
        {
            return -1;
        }

        _checksum = _seed.Begin();
        _checksum.Append(_header.AsSpan(0, FrameHeader.ChecksummedLength));
        _payloadLeft = _frame.PayloadLength;
        return taken;
    }

    private int TakePayload(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _payloadLeft);
        _checksum.Append(bytes[..taken]);
        _payloadLeft -= taken;
        if (_payloadLeft > 0)
        {
            return taken;
        }

        if (_checksum.Value != _frame.Checksum)
        {
            return -1;
        }

        _digest.Append(_frame.Checksum);
        _payloadBytes += _frame.PayloadLength;
        _frames++;
        return taken;
    }

    private bool IsWhatTheIndexSays()
    {
        while (_frames == _index.Runs[_run].FirstFrame + _index.Runs[_run].FrameCount)
        {
            _run++;
        }

        while (_run == _index.Regions[_region].FirstRun + _index.Regions[_region].RunCount)
        {
            _region++;
        }

        FrameEntry entry = _index.Frames[_frames];
        return _frame.Sequence == (uint)_frames
            && _frame.FrameLength == entry.Length
            && _frame.Checksum == entry.Checksum
            && _frame.Subpartition == _index.Runs[_run].Subpartition
            && _frame.Region == _region
            && _frame.IsBroadcast == _index.Regions[_region].IsBroadcast;
    }
}
