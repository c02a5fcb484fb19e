namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Begins to read partitions, each on a channel of its own: all that a gate needs from one worker, in one message. Sent on channel 0. Each entry is answered
/// for itself, with
/// <see cref="ReadOpenedMessage"/> or a channel error.
/// </summary>
/// <param name="Entries">1 to <see cref="MaxEntries"/> partitions.</param>
public readonly record struct OpenReadMessage(IReadOnlyList<OpenReadEntry> Entries) : IMessage<OpenReadMessage>
{
    /// <summary>The most partitions in one message: 512. A reader of more sends several.</summary>
    public const int MaxEntries = 512;

    /// <inheritdoc/>
    public static MessageType Type => MessageType.OpenRead;

    /// <inheritdoc/>
    public int MaxBodyLength => 2 + (Entries.Count * OpenReadEntry.Length);

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        if (Entries.Count is 0 or > MaxEntries)
        {
            throw new ArgumentException($"One message opens 1 to {MaxEntries} partitions, {Entries.Count} were given.");
        }

        writer.UInt16((ushort)Entries.Count);
        foreach (OpenReadEntry entry in Entries)
        {
            entry.Write(ref writer);
        }
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out OpenReadMessage message)
    {
        WireReader reader = new(body);
        int count = reader.UInt16();
        message = new OpenReadMessage([]);
        if (count is 0 or > MaxEntries || reader.Remaining != count * OpenReadEntry.Length)
        {
            return false;
        }

        OpenReadEntry[] entries = new OpenReadEntry[count];
        bool allSane = true;
        for (int i = 0; i < count; i++)
        {
            entries[i] = OpenReadEntry.Read(ref reader, out bool sane);
            allSane &= sane;
        }

        message = new OpenReadMessage(entries);
        return allSane && reader.IsComplete;
    }
}
