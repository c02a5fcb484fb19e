namespace ShuffleOrleans.DataPlane.FlowControl;

internal sealed partial class ReceiveWindow
{
    /// <summary>Memory that holds something.</summary>
    public long HeldBytes => (long)_account.InUse * _account.BufferBytes;

    /// <summary>How long it has been waiting for more memory; null if it does not wait.</summary>
    public TimeSpan? WaitingForMemory => _account.WaitingFor;
}
