using System.Runtime.InteropServices;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>Turns Ctrl-C and SIGTERM into a cancellation, so that a run ends its processes in order. Owned by the driver for the length of a run.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private static readonly PosixSignal[] Ending = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public TerminationSignals()
        => _registrations = [.. Ending.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
