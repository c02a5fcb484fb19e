namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>Times the operations on a directory and reports them to its health.</summary>
internal sealed class OperationWatch(DirectoryHealth health, TimeProvider time)
{
    /// <returns>What <see cref="End"/> wants back.</returns>
    public long Begin() => time.GetTimestamp();

    /// <summary>It has come back, with or without success.</summary>
    public void End(long begun) => health.OnOperation(time.GetElapsedTime(begun));

    /// <summary>It has ended with an error that blames the disk.</summary>
    public void OnFailed(Exception error) => health.OnFailed(error.Message);
}
