using System.Buffers.Binary;

namespace ShuffleOrleans.Client.Records;

/// <summary>
/// A record that is cut over several buffers, put together: first the four bytes of its length, then its bytes. Owned by one <see
/// cref="RecordReader"/>, which uses it again for other records.
/// </summary>
internal sealed class PartialRecord
{
    private const int FirstBytes = 512;

    private byte[] _bytes = new byte[FirstBytes];
    private int _filled;

    /// <summary>Bytes of the record with its length, or of the length alone while that is not known.</summary>
    private int _wanted = RecordFormat.LengthBytes;

    public int Capacity => _bytes.Length;

    public bool IsComplete { get; private set; }

    public ReadOnlyMemory<byte> Record => _bytes.AsMemory(RecordFormat.LengthBytes, _wanted - RecordFormat.LengthBytes);

    public void Reset() => (_filled, _wanted, IsComplete) = (0, RecordFormat.LengthBytes, false);

    /// <summary>Takes what belongs to the record from the front of <paramref name="source"/>.</summary>
    /// <param name="source">The next bytes of its stream.</param>
    /// <param name="maxRecordBytes">The limit.</param>
    /// <param name="taken">How many bytes were taken.</param>
    /// <returns>False if the length is out of range; it is then <see cref="DeclaredLength"/>.</returns>
    public bool TryFeed(ReadOnlySpan<byte> source, int maxRecordBytes, out int taken)
    {
        taken = 0;
        if (_filled < RecordFormat.LengthBytes)
        {
            taken = Take(source);
            if (_filled < RecordFormat.LengthBytes)
            {
                return true;
            }

            if ((uint)DeclaredLength > (uint)maxRecordBytes)
            {
                return false;
            }

            _wanted += DeclaredLength;
        }

        taken += Take(source[taken..]);
        IsComplete = _filled == _wanted;
        return true;
    }

    public int DeclaredLength => BinaryPrimitives.ReadInt32LittleEndian(_bytes);

    private int Take(ReadOnlySpan<byte> source)
    {
        int count = Math.Min(source.Length, _wanted - _filled);
        if (_filled + count > _bytes.Length)
        {
            // Grows with what has arrived, not with what the length promises.
            Array.Resize(ref _bytes, (int)Math.Min(_wanted, Math.Max((long)_bytes.Length * 2, _filled + count)));
        }

        source[..count].CopyTo(_bytes.AsSpan(_filled));
        _filled += count;
        return count;
    }
}
