namespace ShuffleOrleans.Client.Records;

/// <summary>
/// The record layer's format: each record is its length (4 bytes, little-endian) and its bytes, one after the other; buffers cut the stream anywhere.
/// </summary>
public static class RecordFormat
{
    /// <summary>Bytes of the length in front of each record.</summary>
    public const int LengthBytes = sizeof(int);

    /// <summary>
    /// The longest record that writer and reader accept unless told otherwise: 128 MiB. A reader may have to hold one such record for each channel
    /// and subpartition.
    /// </summary>
    public const int DefaultMaxRecordBytes = 128 * 1024 * 1024;

    /// <summary>The highest limit that can be asked for: what one array holds beside the length.</summary>
    public static int HighestMaxRecordBytes => Array.MaxLength - LengthBytes;

    internal static int CheckLimit(int maxRecordBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecordBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxRecordBytes, HighestMaxRecordBytes);
        return maxRecordBytes;
    }
}
