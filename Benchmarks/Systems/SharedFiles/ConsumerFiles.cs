using System.Globalization;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SharedFiles;

/// <summary>The files of a reduce exchange, all open in this client; whichever client comes first makes them.</summary>
internal sealed class ConsumerFiles : IDisposable
{
    private readonly SafeFileHandle[] _files;
    private readonly SortedPieces _pieces;

    public ConsumerFiles(string folder, int producers, SortedPieces pieces)
    {
        _pieces = pieces;
        _files = new SafeFileHandle[pieces.Consumers];
        for (int consumer = 0; consumer < _files.Length; consumer++)
        {
            string path = Path.Combine(folder, consumer.ToString(CultureInfo.InvariantCulture));
            _files[consumer] = Open(path, pieces.BytesFor(consumer) * producers);
        }
    }

    /// <summary>Writes the whole output of one producer.</summary>
    public void Write(int producer, ShapeData data)
    {
        for (int consumer = 0; consumer < _files.Length; consumer++)
        {
            ReadOnlyMemory<byte>[] pieces = [.. _pieces.PiecesOf(consumer).Select(piece => data.Piece(producer, piece))];
            RandomAccess.Write(_files[consumer], pieces, producer * _pieces.BytesFor(consumer));
        }
    }

    public void Dispose()
    {
        foreach (SafeFileHandle file in _files)
        {
            file.Dispose();
        }
    }

    private static SafeFileHandle Open(string path, long length)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, FileOptions.None, preallocationSize: length);
        }
        catch (IOException) when (File.Exists(path))
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
    }
}
