namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>A journal file being written. Its opener disposes it.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Adds bytes at the end. Not durable yet, and torn by a crash at any point.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Makes all that was appended durable.</summary>
    void Flush();
}
