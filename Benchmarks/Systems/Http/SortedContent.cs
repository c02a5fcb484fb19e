using System.Net;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>One producer's output as a request body: its pieces sorted by consumer, nothing between them.</summary>
internal sealed class SortedContent(SortedPieces output, ShapeData data, int producer) : HttpContent
{
    // Smaller pieces are gathered, since each write of the content is a system call; larger ones pass the buffer by.
    private const int GatherBytes = 128 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // Not disposed: that would end the request's stream, which is not ours.
        BufferedStream gathered = new(stream, GatherBytes);
        for (int consumer = 0; consumer < output.Consumers; consumer++)
        {
            foreach (int piece in output.PiecesOf(consumer))
            {
                await gathered.WriteAsync(data.Piece(producer, piece), cancellationToken);
            }
        }

        await gathered.FlushAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = output.TotalBytes;
        return true;
    }
}
