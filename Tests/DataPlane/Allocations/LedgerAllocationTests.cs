using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Tests.TestKit.Allocations;

namespace ShuffleOrleans.Tests.DataPlane.Allocations;

/// <summary>A buffer goes out and comes back without a managed byte.</summary>
public sealed class LedgerAllocationTests : IDisposable
{
    private const int Guaranteed = 8;

    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 16 * 1024 * 1024, BufferBytes = 64 * 1024 });
    private readonly LedgerBuffer[] _rented = new LedgerBuffer[Guaranteed];
    private readonly LedgerAccount _account;

    public LedgerAllocationTests() => Assert.True(_ledger.TryOpenAccount("guard", Guaranteed, out _account));

    public void Dispose()
    {
        _account.Close();
        _ledger.Dispose();
    }

    [Fact]
    public void RentAndReturn_AllocateNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() =>
    {
        for (int i = 0; i < Guaranteed; i++)
        {
            _rented[i] = _account.Rent();
        }

        foreach (LedgerBuffer buffer in _rented)
        {
            buffer.Release();
        }
    }));

    [Fact]
    public void SharedBuffer_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() =>
    {
        LedgerBuffer buffer = _account.Rent();
        buffer.AddReference();
        buffer.Release();
        buffer.Release();
    }));

    [Fact]
    public void QuotaThatFloats_AllocatesNothing() => Assert.Equal(0, SteadyState.AllocatedBytes(() =>
    {
        Assert.True(_account.TryGrow(waitIfShort: false));
        _account.Shrink();
    }));
}
