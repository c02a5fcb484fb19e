using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>The file of a map partition attempt. A release meanwhile leaves it readable.</summary>
internal sealed class MapContent(StoredAttempt attempt) : IStoredContent
{
    private IStorageFile? _file;
    private MapFrameVerifier? _verifier;
    private long _offset;
    private long _end;

    public bool IsAtEnd => _offset == _end;

    public int FramesPassed => _verifier?.FramesPassed ?? 0;

    public FileDamage Open(out long bytes)
    {
        string name = PartitionFileName.Of(attempt.Id);
        _file = attempt.Directory.Device.Open(name);
        StoredLayout layout = PartitionFileReader.ReadLayout(_file, name, attempt.Id);
        bytes = layout.Footer.IndexLength;
        _verifier = new MapFrameVerifier(layout);
        _offset = PartitionFileHeader.Length;
        _end = layout.Footer.IndexOffset;
        // Sound in itself, and yet another one: the file was replaced.
        return layout.Footer.Receipt == attempt.Receipt ? FileDamage.None : FileDamage.Receipt;
    }

    public FileDamage Read(Span<byte> buffer, out long bytes)
    {
        Span<byte> piece = buffer[..(int)Math.Min(buffer.Length, _end - _offset)];
        _file!.Read(piece, _offset);
        _offset += piece.Length;
        bytes = piece.Length;
        return _verifier!.Append(piece);
    }

    public FileDamage Finish() => _verifier!.Finish();

    public void Dispose() => _file?.Dispose();
}
