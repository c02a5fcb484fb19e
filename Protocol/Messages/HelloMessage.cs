using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The client's first message, on channel 0, right behind the preamble.</summary>
/// <param name="MinVersion">Oldest protocol version the client speaks.</param>
/// <param name="MaxVersion">Newest protocol version the client speaks.</param>
/// <param name="Features">Optional abilities of the client.</param>
/// <param name="Direction">What the connection is for.</param>
/// <param name="ExpectedWorker">The worker the client means to reach, or none. Another worker refuses with <c>StaleIncarnation</c>.</param>
/// <param name="ExpectedIncarnation">The process of that worker the client means to reach, or none.</param>
/// <param name="Authentication">How the credentials are to be read.</param>
/// <param name="Credentials">The credentials, at most <see cref="MaxCredentialBytes"/> bytes.</param>
/// <param name="ClientName">Who is calling, for logs; cut to <see cref="MaxClientNameBytes"/> bytes.</param>
public readonly record struct HelloMessage(
    ushort MinVersion,
    ushort MaxVersion,
    ProtocolFeatures Features,
    ConnectionDirection Direction,
    WorkerId ExpectedWorker,
    WorkerIncarnationId ExpectedIncarnation,
    AuthenticationScheme Authentication,
    ReadOnlyMemory<byte> Credentials,
    string ClientName) : IMessage<HelloMessage>
{
    /// <summary>The most bytes of credentials: 4 KiB.</summary>
    public const int MaxCredentialBytes = 4096;

    /// <summary>The most bytes of the client's name: 128.</summary>
    public const int MaxClientNameBytes = 128;

    /// <inheritdoc/>
    public static MessageType Type => MessageType.Hello;

    /// <inheritdoc/>
    public int MaxBodyLength => 2 + 2 + 8 + 1 + 16 + 16 + 1 + 2 + Credentials.Length + 2 + MaxClientNameBytes;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        writer.UInt16(MinVersion);
        writer.UInt16(MaxVersion);
        writer.UInt64((ulong)Features);
        writer.Byte((byte)Direction);
        writer.Id(ExpectedWorker);
        writer.Id(ExpectedIncarnation);
        writer.Byte((byte)Authentication);
        writer.Bytes(Credentials.Span, MaxCredentialBytes);
        writer.Text(ClientName, MaxClientNameBytes);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out HelloMessage message)
    {
        WireReader reader = new(body);
        message = new HelloMessage(
            reader.UInt16(),
            reader.UInt16(),
            (ProtocolFeatures)reader.UInt64(),
            (ConnectionDirection)reader.Byte(),
            reader.Id<WorkerId>(),
            reader.Id<WorkerIncarnationId>(),
            (AuthenticationScheme)reader.Byte(),
            reader.Bytes(MaxCredentialBytes).ToArray(),
            reader.Text(MaxClientNameBytes));
        return reader.IsComplete
            && message.MinVersion <= message.MaxVersion
            && message.Direction is (ConnectionDirection.Write or ConnectionDirection.Read);
    }
}
