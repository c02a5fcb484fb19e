namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>Reads a response as a consumer does that takes the bytes where they arrive.</summary>
internal static class ResponseBody
{
    /// <summary>Reads to the end.</summary>
    /// <returns>How many bytes there were.</returns>
    public static async ValueTask<long> CountAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        long bytes = 0;
        for (int read = await body.ReadAsync(buffer, cancellationToken); read > 0; read = await body.ReadAsync(buffer, cancellationToken))
        {
            bytes += read;
        }

        return bytes;
    }
}
