namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>The shape of a record: a key and a value that starts with the record's number (8 bytes, little-endian).</summary>
internal static class TeraRecord
{
    public const int KeyBytes = 10;
    public const int NumberBytes = sizeof(long);
    public const int ValueBytes = 90;

    /// <summary>10 + 90.</summary>
    public const int Bytes = KeyBytes + ValueBytes;

    /// <summary>The shortest giant record: a key and a number.</summary>
    public const int LeastGiantBytes = KeyBytes + NumberBytes;
}
