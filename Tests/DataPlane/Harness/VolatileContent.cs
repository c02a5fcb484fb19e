namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>What a power failure would leave of a file, whatever its name. Guarded by its <see cref="VolatileStorageDevice"/>.</summary>
internal sealed class VolatileContent(byte[] synced)
{
    /// <summary>The bytes as at the last sync.</summary>
    public byte[] Synced { get; set; } = synced;

    /// <summary>How long the file is now.</summary>
    public long Length { get; set; } = synced.Length;

    /// <summary>The same file after a power failure.</summary>
    public VolatileContent Survivor(bool lengthSurvives)
    {
        byte[] bytes = Synced;
        if (lengthSurvives)
        {
            Array.Resize(ref bytes, (int)Length);
        }

        return new VolatileContent(bytes);
    }
}
