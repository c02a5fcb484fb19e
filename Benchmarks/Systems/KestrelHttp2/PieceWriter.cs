using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>
/// Gathers payloads that lie behind each other in one file into one write. Used by one stream; borrows the bytes until <see cref="Flush"/>.
/// </summary>
internal sealed class PieceWriter
{
    // What one pwritev takes on Linux.
    private const int MaxSegments = 1024;

    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private SafeFileHandle? _file;
    private long _begin;
    private long _end;

    /// <summary>The next bytes belong to this piece.</summary>
    public void Begin(StoredPiece piece)
    {
        if (piece.File != _file || piece.Offset != _end)
        {
            Flush();
            _file = piece.File;
            _begin = _end = piece.Offset;
        }
    }

    /// <summary>The next bytes of the piece.</summary>
    public void Add(ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            if (_segments.Count == MaxSegments)
            {
                Flush();
            }

            _segments.Add(segment);
            _end += segment.Length;
        }
    }

    /// <summary>Writes what is gathered; afterwards the bytes are no longer needed.</summary>
    public void Flush()
    {
        if (_segments.Count > 0)
        {
            RandomAccess.Write(_file!, _segments, _begin);
            _segments.Clear();
            _begin = _end;
        }
    }
}
