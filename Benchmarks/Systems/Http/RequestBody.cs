using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>Streams a request body to a file, out of the pipe's own memory.</summary>
internal static class RequestBody
{
    // Writes of a file are this large unless the body ends before.
    private const int WriteBytes = 512 * 1024;

    /// <summary>Writes the whole body from the beginning of the file.</summary>
    /// <returns>How many bytes there were.</returns>
    public static async ValueTask<long> SaveAsync(PipeReader body, SafeFileHandle file, CancellationToken cancellationToken)
    {
        List<ReadOnlyMemory<byte>> segments = [];
        long offset = 0;
        while (true)
        {
            ReadResult read = await body.ReadAtLeastAsync(WriteBytes, cancellationToken);
            Write(file, read.Buffer, segments, offset);
            offset += read.Buffer.Length;
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return offset;
            }
        }
    }

    // A write to the page cache costs less than handing it to another thread.
    private static void Write(SafeFileHandle file, ReadOnlySequence<byte> bytes, List<ReadOnlyMemory<byte>> segments, long offset)
    {
        if (bytes.IsSingleSegment)
        {
            RandomAccess.Write(file, bytes.FirstSpan, offset);
            return;
        }

        segments.Clear();
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            segments.Add(segment);
        }

        RandomAccess.Write(file, segments, offset);
    }
}
