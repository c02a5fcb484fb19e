using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The body of a goodbye and of a channel error: a code for programs and a sentence for people. 2 bytes code, 2 bytes length, UTF-8.</summary>
/// <param name="Code">What went wrong.</param>
/// <param name="Text">One sentence; cut to <see cref="MaxTextBytes"/> bytes on the wire.</param>
public readonly record struct ErrorDetail(ShuffleErrorCode Code, string Text)
{
    /// <summary>The most bytes of text: 1 KiB.</summary>
    public const int MaxTextBytes = 1024;

    internal const int MaxLength = 2 + 2 + MaxTextBytes;

    /// <summary>The error as an exception.</summary>
    public ShuffleException ToException() => new(Code, Text);

    internal void Write(ref WireWriter writer)
    {
        writer.UInt16((ushort)Code);
        writer.Text(Text, MaxTextBytes);
    }

    internal static bool TryRead(ReadOnlySpan<byte> body, out ErrorDetail detail)
    {
        WireReader reader = new(body);
        detail = new ErrorDetail((ShuffleErrorCode)reader.UInt16(), reader.Text(MaxTextBytes));
        return reader.IsComplete;
    }
}
