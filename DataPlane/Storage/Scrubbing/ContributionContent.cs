using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Reduce;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>A contribution to reduce partitions: its own file, and its pieces in the files of the subpartitions, one after the other.</summary>
internal sealed class ContributionContent(StoredAttempt attempt) : IStoredContent
{
    private ContributionPiece[] _pieces = [];
    private ContributionIndex? _index;
    private ContributionFrameVerifier? _verifier;
    private IStorageFile? _file;
    private int _piece;
    private long _offset;
    private long _end;

    public bool IsAtEnd => _index is not null && _offset == _end && _piece == _pieces.Length;

    public int FramesPassed => _verifier?.FramesPassed ?? 0;

    public FileDamage Open(out long bytes)
    {
        string name = PartitionFileName.Of(attempt.Id);
        using IStorageFile file = attempt.Directory.Device.Open(name);
        _index = PartitionFileReader.ReadContribution(file, name, attempt.Id, out PartitionFileFooter footer);
        _pieces = _index.Pieces;
        _verifier = new ContributionFrameVerifier(attempt.Id, _index);
        bytes = footer.IndexLength;
        return footer.Receipt == attempt.Receipt ? FileDamage.None : FileDamage.Receipt;
    }

    public FileDamage Read(Span<byte> buffer, out long bytes)
    {
        if (_offset == _end)
        {
            OpenPiece();
        }

        Span<byte> piece = buffer[..(int)Math.Min(buffer.Length, _end - _offset)];
        _file!.Read(piece, _offset);
        _offset += piece.Length;
        bytes = piece.Length;
        return _verifier!.Append(piece);
    }

    public FileDamage Finish() => _verifier!.Finish();

    public void Dispose() => CloseFile();

    // A file that is gone or another one is damage of the contribution, whose own file is still here.
    private void OpenPiece()
    {
        CloseFile();
        ContributionPiece piece = _pieces[_piece++];
        try
        {
            // By its name: a handle that is open would hide that the file is gone.
            _file = attempt.Contribution!.DataSet.Get(piece).OpenAnew();
        }
        catch (Exception e) when (ReduceFile.IsDamage(e))
        {
            throw new DamagedFileException(FileDamage.FramesGone, e.Message);
        }

        _offset = piece.Offset;
        _end = piece.Offset + _index!.LengthOf(piece);
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }
}
