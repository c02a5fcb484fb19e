using System.Net;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>One producer's output as a stream of messages, sorted by consumer.</summary>
internal sealed class MessageContent(SortedPieces output, ShapeData data, int producer) : HttpContent
{
    // Several small messages share a write; a large piece passes the buffer by.
    private const int GatherBytes = 128 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] prefix = new byte[MessagePrefix.Size];
        // Not disposed: that would end the request's stream, which is not ours.
        BufferedStream gathered = new(stream, GatherBytes);
        for (int consumer = 0; consumer < output.Consumers; consumer++)
        {
            foreach (int piece in output.PiecesOf(consumer))
            {
                ReadOnlyMemory<byte> bytes = data.Piece(producer, piece);
                new MessagePrefix(consumer, bytes.Length).Write(prefix);
                await gathered.WriteAsync(prefix, cancellationToken);
                await gathered.WriteAsync(bytes, cancellationToken);
            }
        }

        await gathered.FlushAsync(cancellationToken);
    }

    // As in gRPC, the end of the stream is the end of the messages.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
