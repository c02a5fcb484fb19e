using BenchmarkDotNet.Attributes;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>A buffer from the ledger and back.</summary>
public class LedgerBenchmarks : IDisposable
{
    private const int Window = 16;

    private readonly LedgerBuffer[] _rented = new LedgerBuffer[Window];
    private MemoryLedger? _ledger;
    private LedgerAccount? _account;

    /// <summary>Opens a ledger and an account.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _ledger = new MemoryLedger(new MemoryLedgerOptions { BudgetBytes = 16 * 1024 * 1024 });
        if (!_ledger.TryOpenAccount("benchmark", Window, out _account))
        {
            throw new InvalidOperationException("The ledger promises nothing.");
        }
    }

    /// <summary>Ends them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _account!.Close();
        _ledger!.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One buffer.</summary>
    [Benchmark]
    public void RentAndReturn() => _account!.Rent().Release();

    /// <summary>A window of buffers out, then all back; for each buffer.</summary>
    [Benchmark(OperationsPerInvoke = Window)]
    public void RentAndReturnWindow()
    {
        for (int i = 0; i < Window; i++)
        {
            _rented[i] = _account!.Rent();
        }

        foreach (LedgerBuffer buffer in _rented)
        {
            buffer.Release();
        }
    }

    /// <summary>A buffer of quota beyond the guarantee, and back.</summary>
    [Benchmark]
    public void GrowAndShrink()
    {
        if (_account!.TryGrow(waitIfShort: false))
        {
            _account.Shrink();
        }
    }
}
