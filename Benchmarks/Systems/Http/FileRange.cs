using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>Sends a range of a file as a response body: read into the memory that the socket is sent from.</summary>
internal static class FileRange
{
    /// <summary>Sends it all.</summary>
    public static async ValueTask SendAsync(SafeFileHandle file, long offset, long length, PipeWriter body, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            int read = Read(file, offset, (int)Math.Min(length, BlockPool.BlockBytes), body);
            offset += read;
            length -= read;
            await body.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Reads the next bytes of a file to where the body goes on, without sending them.</summary>
    /// <returns>How many; at least one.</returns>
    public static int Read(SafeFileHandle file, long offset, int length, PipeWriter body)
    {
        Memory<byte> memory = body.GetMemory(length);
        int read = RandomAccess.Read(file, memory.Span[..length], offset);
        if (read == 0)
        {
            throw new EndOfStreamException($"A file ends at {offset}, where {length} more bytes were asked for.");
        }

        body.Advance(read);
        return read;
    }
}
