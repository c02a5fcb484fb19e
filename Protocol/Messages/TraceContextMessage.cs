using System.Buffers.Binary;
using System.Diagnostics;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Client: what it opens next under these channel numbers, beginning with the one in the header, belongs to this span of a trace (W3C Trace Context). Only with
/// the feature <see cref="ProtocolFeatures.TraceContext"/>; it has no answer, and a worker that traces nothing ignores it.
/// </summary>
/// <param name="ChannelCount">How many channels, 1 to <see cref="OpenReadMessage.MaxEntries"/>.</param>
/// <param name="TraceStart">The first 8 bytes of the trace id, in the order in which they are written.</param>
/// <param name="TraceEnd">The other 8.</param>
/// <param name="Span">The 8 bytes of the client's span id; never zero.</param>
/// <param name="Flags">Bit 0: it is recorded.</param>
public readonly record struct TraceContextMessage(int ChannelCount, ulong TraceStart, ulong TraceEnd, ulong Span, byte Flags) : IMessage<TraceContextMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.TraceContext;

    /// <inheritdoc/>
    public int MaxBodyLength => 4 + 8 + 8 + 8 + 1;

    /// <summary>The client's span.</summary>
    public ActivityContext Context
    {
        get
        {
            Span<byte> bytes = stackalloc byte[24];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, TraceStart);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], TraceEnd);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], Span);
            return new ActivityContext(
                ActivityTraceId.CreateFromBytes(bytes[..16]), ActivitySpanId.CreateFromBytes(bytes[16..]), (ActivityTraceFlags)Flags, isRemote: true);
        }
    }

    /// <summary>Puts a span into a message.</summary>
    /// <param name="context">The span; not the default.</param>
    /// <param name="channelCount">How many channels belong to it.</param>
    public static TraceContextMessage Of(in ActivityContext context, int channelCount)
    {
        Span<byte> bytes = stackalloc byte[24];
        context.TraceId.CopyTo(bytes[..16]);
        context.SpanId.CopyTo(bytes[16..]);
        return new TraceContextMessage(
            channelCount,
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            (byte)context.TraceFlags);
    }

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        writer.Int32(ChannelCount);
        writer.UInt64(TraceStart);
        writer.UInt64(TraceEnd);
        writer.UInt64(Span);
        writer.Byte(Flags);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out TraceContextMessage message)
    {
        WireReader reader = new(body);
        message = new TraceContextMessage(reader.Int32(), reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.Byte());
        return reader.IsComplete
            && message is { ChannelCount: > 0 and <= OpenReadMessage.MaxEntries, Span: not 0 }
            && (message.TraceStart | message.TraceEnd) != 0;
    }
}
