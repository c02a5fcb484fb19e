using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Tests.DataPlane.Memory;

public sealed class MemoryLedgerTests
{
    private const int BufferBytes = 64 * 1024;

    [Fact]
    public void RentBeyondTheQuota_Throws()
    {
        using MemoryLedger ledger = Ledger(4);
        LedgerAccount account = Open(ledger, 1);
        LedgerBuffer buffer = account.Rent();
        Assert.Throws<InvalidOperationException>(account.Rent);
        buffer.Release();
        account.Rent().Release();
        account.Close();
    }

    [Fact]
    public void TouchedAtStart_TheWholeBudgetIsThere_AndNotMore()
    {
        MemoryLedgerOptions options = new() { BudgetBytes = 70L * BufferBytes, BufferBytes = BufferBytes, TouchAtStart = true };
        using MemoryLedger ledger = new(options);
        Assert.True(ledger.TryOpenAccount("test", 70, out LedgerAccount account));
        LedgerBuffer[] all = [.. Enumerable.Range(0, 70).Select(_ => account.Rent())];
        Assert.Equal(70, all.Distinct().Count());
        Array.ForEach(all, buffer => buffer.Release());
        account.Close();
    }

    [Fact]
    public void SecondRelease_Throws()
    {
        using MemoryLedger ledger = Ledger(4);
        LedgerAccount account = Open(ledger, 1);
        LedgerBuffer buffer = account.Rent();
        buffer.Release();
        Assert.Throws<InvalidOperationException>(buffer.Release);
    }

    [Fact]
    public void ReferenceToABufferThatNobodyHolds_Throws()
    {
        using MemoryLedger ledger = Ledger(4);
        LedgerBuffer buffer = Open(ledger, 1).Rent();
        buffer.Release();
        Assert.Throws<InvalidOperationException>(buffer.AddReference);
    }

    [Fact]
    public void DisposeWithARentedBuffer_Throws_AndWorksOnceItIsBack()
    {
        MemoryLedger ledger = Ledger(4);
        LedgerBuffer buffer = Open(ledger, 1).Rent();
        Assert.Throws<InvalidOperationException>(ledger.Dispose);
        buffer.Release();
        ledger.Dispose();
    }

    [Fact]
    public void LastReference_GivesTheBufferBack()
    {
        using MemoryLedger ledger = Ledger(4);
        LedgerAccount account = Open(ledger, 1);
        int returned = 0;
        account.BufferReturned = () => returned++;
        LedgerBuffer buffer = account.Rent();
        buffer.AddReference();
        buffer.Release();
        Assert.Equal((0, 1), (returned, ledger.InUseBuffers));
        buffer.Release();
        Assert.Equal((1, 0), (returned, ledger.InUseBuffers));
    }

    [Fact]
    public void GuaranteeBeyondTheBudget_IsRefused()
    {
        using MemoryLedger ledger = Ledger(4);
        Open(ledger, 3);
        Assert.False(ledger.TryOpenAccount("too much", 2, out _));
        Open(ledger, 1);
    }

    [Fact]
    public void ReservedPart_NeverFloats()
    {
        using MemoryLedger ledger = Ledger(8, reserved: 4);
        LedgerAccount greedy = Open(ledger, 2);
        int grown = 0;
        while (greedy.TryGrow(waitIfShort: false))
        {
            grown++;
        }

        Assert.Equal(4, grown);
        Open(ledger, 2);
        greedy.Shrink();
        Assert.True(greedy.TryGrow(waitIfShort: false));
        Assert.False(greedy.TryGrow(waitIfShort: false));
    }

    [Fact]
    public void ClosedAccount_KeepsOnlyWhatIsRented_AndNeitherGrowsNorShrinks()
    {
        using MemoryLedger ledger = Ledger(8);
        LedgerAccount account = Open(ledger, 2);
        Assert.True(account.TryGrow(waitIfShort: false));
        LedgerBuffer buffer = account.Rent();
        account.Close();
        account.Close();
        Assert.Equal(1, ledger.QuotaBuffers);
        account.Shrink();
        Assert.False(account.TryGrow(waitIfShort: true));
        Assert.Equal(1, ledger.QuotaBuffers);
        buffer.Release();
        Assert.Equal(0, ledger.QuotaBuffers);
    }

    [Fact]
    public void WaitingAccounts_AreWokenInTheOrderInWhichTheyCame()
    {
        using MemoryLedger ledger = Ledger(2);
        LedgerAccount holder = Open(ledger, 0);
        Assert.True(holder.TryGrow(false) && holder.TryGrow(false));
        List<string> woken = [];
        foreach (string name in new[] { "first", "second", "third" })
        {
            LedgerAccount waiter = Open(ledger, 0);
            waiter.QuotaAvailable = () =>
            {
                woken.Add(name);
                Assert.True(waiter.TryGrow(waitIfShort: true));
            };
            Assert.False(waiter.TryGrow(waitIfShort: true));
        }

        Assert.True(holder.ShouldShrink);
        holder.Shrink();
        Assert.Equal(["first"], woken);
        holder.Close();
        Assert.Equal(["first", "second"], woken);
    }

    [Fact]
    public void ClosedWaiter_IsPassedOver()
    {
        using MemoryLedger ledger = Ledger(1);
        LedgerAccount holder = Open(ledger, 1);
        LedgerAccount gone = Open(ledger, 0);
        LedgerAccount next = Open(ledger, 0);
        bool woken = false;
        gone.QuotaAvailable = () => Assert.Fail("A closed account was woken.");
        next.QuotaAvailable = () => woken = true;
        Assert.False(gone.TryGrow(true) || next.TryGrow(true));
        gone.Close();
        holder.Close();
        Assert.True(woken);
    }

    [Theory]
    [InlineData(32 * 1024)]
    [InlineData(96 * 1024)]
    [InlineData(8 * 1024 * 1024)]
    public void ImpossibleBufferSize_IsRefused(int bufferBytes) =>
        Assert.Throws<ArgumentException>(() => new MemoryLedger(new MemoryLedgerOptions { BufferBytes = bufferBytes }));

    private static MemoryLedger Ledger(
        int buffers, int reserved = 0) => new(new MemoryLedgerOptions { BudgetBytes = (long)buffers * BufferBytes, BufferBytes = BufferBytes }, reserved);

    private static LedgerAccount Open(MemoryLedger ledger, int guaranteed)
    {
        Assert.True(ledger.TryOpenAccount("test", guaranteed, out LedgerAccount account));
        return account;
    }
}
