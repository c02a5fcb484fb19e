namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>Counts the payload of a consumer's messages, wherever the reads cut them. No I/O; one thread.</summary>
internal sealed class MessageCounter(int consumer)
{
    private readonly byte[] _prefix = new byte[MessagePrefix.Size];
    private int _prefixBytes;
    private int _pieceBytesLeft;
    private long _bytes;

    /// <summary>The next bytes of the stream.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken = _pieceBytesLeft > 0 ? TakePiece(bytes) : TakePrefix(bytes);
            bytes = bytes[taken..];
        }
    }

    /// <summary>The stream has ended.</summary>
    /// <returns>How many bytes of payload there were.</returns>
    public long Finish() => _prefixBytes == 0 && _pieceBytesLeft == 0
        ? _bytes
        : throw new EndOfStreamException($"The stream of consumer {consumer} ends inside of a message.");

    private int TakePiece(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _pieceBytesLeft);
        _pieceBytesLeft -= taken;
        _bytes += taken;
        return taken;
    }

    private int TakePrefix(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, MessagePrefix.Size - _prefixBytes);
        bytes[..taken].CopyTo(_prefix.AsSpan(_prefixBytes));
        _prefixBytes += taken;
        if (_prefixBytes == MessagePrefix.Size)
        {
            MessagePrefix prefix = MessagePrefix.Read(_prefix);
            if (prefix.Consumer != consumer)
            {
                throw new InvalidDataException($"Consumer {consumer} was sent a message of consumer {prefix.Consumer}.");
            }

            _pieceBytesLeft = prefix.PieceBytes;
            _prefixBytes = 0;
        }

        return taken;
    }
}
