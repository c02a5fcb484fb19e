using System.Buffers.Binary;
using System.Text;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Writes the fields of a message body into a span, little-endian, one after the other. The span must be large enough: a short one is a bug of the caller and
/// throws.
/// </summary>
public ref struct WireWriter
{
    private readonly Span<byte> _destination;

    /// <summary>Starts at the beginning of <paramref name="destination"/>.</summary>
    public WireWriter(Span<byte> destination) => _destination = destination;

    /// <summary>How many bytes were written.</summary>
    public int Written { get; private set; }

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value) => Take(1)[0] = value;

    /// <summary>Writes 2 bytes.</summary>
    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    /// <summary>Writes 4 bytes.</summary>
    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    /// <summary>Writes 4 bytes.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    /// <summary>Writes 8 bytes.</summary>
    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    /// <summary>Writes 8 bytes.</summary>
    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>Writes 16 bytes.</summary>
    public void Id<TId>(TId value)
        where TId : struct, IShuffleId<TId>
        => IdBytes.Write(value, Take(IdBytes.Length));

    /// <summary>Writes a 2-byte length and the bytes, of which there are at most <paramref name="maxLength"/>.</summary>
    /// <exception cref="ArgumentException">There are more: the other side would refuse the message.</exception>
    public void Bytes(ReadOnlySpan<byte> value, int maxLength)
    {
        if (value.Length > maxLength)
        {
            throw new ArgumentException($"The field holds at most {maxLength} bytes, {value.Length} were given.", nameof(value));
        }

        UInt16(checked((ushort)value.Length));
        value.CopyTo(Take(value.Length));
    }

    /// <summary>Writes a 2-byte length and UTF-8, cut at a character boundary to at most <paramref name="maxBytes"/> bytes.</summary>
    public void Text(string value, int maxBytes)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        int length = Math.Min(utf8.Length, maxBytes);
        while (length < utf8.Length && length > 0 && (utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        Bytes(utf8.AsSpan(0, length), maxBytes);
    }

    private Span<byte> Take(int count)
    {
        Span<byte> taken = _destination.Slice(Written, count);
        Written += count;
        return taken;
    }
}
