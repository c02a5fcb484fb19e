namespace ShuffleOrleans.Grains.State;

/// <summary>
/// Ends an activation whose memory is void, when no call runs in it any more. Ending it at once would be a trap where calls interleave: Orleans holds back
/// every new call until the running ones are done, and a running one may wait for a grain that waits for such a call. Until then every call is refused at
/// its beginning. Owned by one activation, used in its turns.
/// </summary>
/// <param name="deactivate">Ends the activation.</param>
internal sealed class ActivationEnd(Action deactivate)
{
    private int _running;
    private bool _isVoid;

    /// <summary>The memory is void from now on.</summary>
    public void GiveUp()
    {
        _isVoid = true;
        DeactivateIfDone();
    }

    /// <summary>Lets a call in.</summary>
    public async Task RunAsync(IIncomingGrainCallContext call)
    {
        if (_isVoid)
        {
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable, "The control plane could not store a change and reads what is stored. Repeat the call.");
        }

        _running++;
        try
        {
            await call.Invoke();
        }
        finally
        {
            _running--;
            DeactivateIfDone();
        }
    }

    private void DeactivateIfDone()
    {
        if (_isVoid && _running == 0)
        {
            deactivate();
        }
    }
}
