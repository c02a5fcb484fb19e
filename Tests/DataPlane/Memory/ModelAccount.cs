using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Tests.DataPlane.Memory;

/// <summary>An account beside what it should be.</summary>
internal sealed class ModelAccount(LedgerAccount account, int guaranteed)
{
    private readonly Stack<LedgerBuffer> _rented = new();
    private bool _closed;

    public int Quota { get; private set; } = guaranteed;

    public int InUse => _rented.Count;

    public bool IsGone => _closed && InUse == 0;

    private int Floating => Math.Max(0, Quota - account.Guaranteed);

    public void Grow(List<ModelAccount> all, int budget, int mayFloat)
    {
        bool expected = !_closed && all.Sum(each => each.Quota) < budget && all.Sum(each => each.Floating) < mayFloat;
        Assert.Equal(expected, account.TryGrow(waitIfShort: false));
        Quota += expected ? 1 : 0;
    }

    public void ShrinkIfIdle()
    {
        if (!_closed && Quota > InUse && Quota > account.Guaranteed)
        {
            account.Shrink();
            Quota--;
        }
    }

    public void RentIfAllowed()
    {
        if (InUse < Quota && !_closed)
        {
            _rented.Push(account.Rent());
        }
        else if (InUse >= Quota)
        {
            Assert.Throws<InvalidOperationException>(account.Rent);
        }
    }

    public void ReturnOne()
    {
        if (_rented.TryPop(out LedgerBuffer? buffer))
        {
            buffer.Release();
            Quota -= _closed ? 1 : 0;
        }
    }

    public void Close()
    {
        account.Close();
        Quota = _closed ? Quota : InUse;
        _closed = true;
    }

    public void CloseAndReturnAll()
    {
        Close();
        while (InUse > 0)
        {
            ReturnOne();
        }
    }
}
