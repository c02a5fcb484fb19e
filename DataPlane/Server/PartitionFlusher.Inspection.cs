namespace ShuffleOrleans.DataPlane.Server;

internal sealed partial class PartitionFlusher
{
    /// <summary>Whether work of it waits for a thread or runs.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _queue is not null;
            }
        }
    }
}
