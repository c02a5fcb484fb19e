using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Memory;

/// <summary>
/// Random operations on a ledger beside a simple model of it; a failure names its seed. And the same from many threads, where only the sums can be held.
/// </summary>
public sealed class LedgerModelTests
{
    private const int Buffers = 12;
    private const int Reserved = 6;

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 50));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyOperations_KeepTheSums(int seed)
    {
        Random random = new(seed);
        using MemoryLedger ledger = NewLedger();
        List<ModelAccount> accounts = [];
        for (int step = 0; step < 500; step++)
        {
            ModelAccount? account = accounts.Count == 0 ? null : accounts[random.Next(accounts.Count)];
            switch (random.Next(7))
            {
                case 0:
                    Open(ledger, accounts, random.Next(3));
                    break;
                case 1:
                    account?.Grow(accounts, Buffers, Buffers - Reserved);
                    break;
                case 2:
                    account?.ShrinkIfIdle();
                    break;
                case 3 or 4:
                    account?.RentIfAllowed();
                    break;
                case 5:
                    account?.ReturnOne();
                    break;
                default:
                    account?.Close();
                    break;
            }

            accounts.RemoveAll(gone => gone.IsGone);
            Assert.Equal(accounts.Sum(each => each.Quota), ledger.QuotaBuffers);
            Assert.Equal(accounts.Sum(each => each.InUse), ledger.InUseBuffers);
            Assert.True(ledger.InUseBuffers <= ledger.QuotaBuffers && ledger.QuotaBuffers <= Buffers);
        }

        accounts.ForEach(account => account.CloseAndReturnAll());
        Assert.Equal((0, 0), (ledger.QuotaBuffers, ledger.InUseBuffers));
    }

    [Fact]
    public async Task ManyThreads_NeverBreakTheBudget_AndNoWakeUpIsLost()
    {
        const int Threads = 6;
        const int Rounds = 2000;
        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 2 * 64 * 1024 });
        int highest = 0;
        int inUse = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            Assert.True(ledger.TryOpenAccount("thread", 0, out LedgerAccount account));
            using SemaphoreSlim available = new(0);
            account.QuotaAvailable = () => available.Release();
            for (int round = 0; round < Rounds; round++)
            {
                while (!account.TryGrow(waitIfShort: true))
                {
                    await available.WaitAsync().OrFail();
                }

                LedgerBuffer buffer = account.Rent();
                InterlockedMax(ref highest, Interlocked.Increment(ref inUse));
                Interlocked.Decrement(ref inUse);
                buffer.Release();
                account.Shrink();
            }

            account.Close();
        })));
        Assert.InRange(highest, 1, 2);
        Assert.Equal((0, 0), (ledger.QuotaBuffers, ledger.InUseBuffers));
    }

    private static MemoryLedger NewLedger() => new(new MemoryLedgerOptions { BudgetBytes = Buffers * 64 * 1024 }, Reserved);

    private static void Open(MemoryLedger ledger, List<ModelAccount> accounts, int guaranteed)
    {
        bool affordable = accounts.Sum(each => each.Quota) + guaranteed <= Buffers;
        Assert.Equal(affordable, ledger.TryOpenAccount("model", guaranteed, out LedgerAccount account));
        if (affordable)
        {
            accounts.Add(new ModelAccount(account, guaranteed));
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
