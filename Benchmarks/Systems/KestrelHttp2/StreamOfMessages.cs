using System.Buffers;
using System.IO.Pipelines;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>
/// Takes a producer's stream of messages to the files of its exchange: payloads are written out of the pipe's own memory, several messages by one write where
/// they lie together.
/// </summary>
internal static class StreamOfMessages
{
    // A read waits for this much unless the stream ends before, or half of the window is taken.
    private const int ReadBytes = 512 * 1024;

    /// <summary>Saves all messages of the stream, then makes them known.</summary>
    public static async Task SaveAsync(PipeReader body, MessageFiles files, int producer, CancellationToken cancellationToken)
    {
        List<(int Consumer, StoredPiece Piece)> pieces = [];
        PieceWriter writer = new();
        int pieceBytesLeft = 0;
        while (true)
        {
            ReadResult read = await body.ReadAtLeastAsync(ReadBytes, cancellationToken);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (pieceBytesLeft > 0 ? !rest.IsEmpty : rest.Length >= MessagePrefix.Size)
            {
                if (pieceBytesLeft == 0)
                {
                    MessagePrefix message = ReadPrefix(ref rest);
                    StoredPiece piece = files.Reserve(producer, message);
                    pieces.Add((message.Consumer, piece));
                    writer.Begin(piece);
                    pieceBytesLeft = message.PieceBytes;
                }

                long taken = Math.Min(pieceBytesLeft, rest.Length);
                writer.Add(rest.Slice(0, taken));
                rest = rest.Slice(taken);
                pieceBytesLeft -= (int)taken;
            }

            writer.Flush();
            body.AdvanceTo(rest.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                ThrowIfCut(rest, pieceBytesLeft);
                files.Publish(pieces);
                return;
            }
        }
    }

    private static MessagePrefix ReadPrefix(ref ReadOnlySequence<byte> rest)
    {
        Span<byte> prefix = stackalloc byte[MessagePrefix.Size];
        rest.Slice(0, MessagePrefix.Size).CopyTo(prefix);
        rest = rest.Slice(MessagePrefix.Size);
        return MessagePrefix.Read(prefix);
    }

    private static void ThrowIfCut(ReadOnlySequence<byte> rest, int pieceBytesLeft)
    {
        if (!rest.IsEmpty || pieceBytesLeft > 0)
        {
            throw new EndOfStreamException("A producer's stream ends inside of a message.");
        }
    }
}
