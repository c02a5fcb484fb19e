namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>
/// Tells overtaken calls of a worker from new ones: each caller numbers its calls, and only the last caller's are compared, for a caller is heard only while
/// it lives. Not safe for several threads.
/// </summary>
internal sealed class CallOrder
{
    private string? _caller;
    private long _last;

    /// <summary>A call that was taken, of the present memory or of an earlier one.</summary>
    public void Took(string caller, long number) => (_caller, _last) = (caller, number);

    /// <summary>Takes a call, unless a later one of the same caller was taken before.</summary>
    /// <returns>False if it was overtaken.</returns>
    public bool TryTake(string caller, long number)
    {
        if (caller == _caller && number <= _last)
        {
            return false;
        }

        Took(caller, number);
        return true;
    }
}
