using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Tests.DataPlane.Memory;

/// <summary>An elastic account takes what floats while nobody waits for it, and its buffers carry their quota with them.</summary>
public sealed class ElasticAccountTests : IDisposable
{
    private const int Buffers = 8;
    private const int Reserved = 2;

    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = Buffers * 64 * 1024 }, Reserved);

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void Buffer_ComesAndGoesWithItsQuota()
    {
        LedgerAccount kept = _ledger.OpenElasticAccount("kept", Buffers);
        LedgerBuffer buffer = kept.TryRentElastic()!;
        Assert.Equal((1, 1, 1), (kept.Quota, kept.InUse, _ledger.QuotaBuffers));
        buffer.Release();
        Assert.Equal((0, 0, 0), (kept.Quota, kept.InUse, _ledger.QuotaBuffers));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(100, Buffers - Reserved)]
    public void Account_StopsAtItsLimit_AndAtWhatFloats(int limit, int expected)
    {
        LedgerAccount kept = _ledger.OpenElasticAccount("kept", limit);
        List<LedgerBuffer> buffers = [];
        while (kept.TryRentElastic() is LedgerBuffer buffer)
        {
            buffers.Add(buffer);
        }

        Assert.Equal(expected, buffers.Count);
        buffers.ForEach(buffer => buffer.Release());
    }

    [Fact]
    public void AdoptedBuffer_IsReturnedToItsFormerAccount_AndKeepsItsBytes()
    {
        LedgerAccount kept = _ledger.OpenElasticAccount("kept", Buffers);
        Assert.True(_ledger.TryOpenAccount("channel", 1, out LedgerAccount channel));
        int returned = 0;
        channel.BufferReturned = () => returned++;
        LedgerBuffer buffer = channel.Rent();
        buffer.GetSpan()[5] = 77;
        Assert.True(kept.TryAdopt(buffer));
        Assert.Equal((1, 0, 1), (returned, channel.InUse, channel.Quota));
        Assert.Equal((1, 2, 1), (kept.InUse, _ledger.QuotaBuffers, _ledger.InUseBuffers));
        LedgerBuffer next = channel.Rent();
        Assert.NotSame(buffer, next);
        Assert.Equal(77, buffer.GetSpan()[5]);
        next.Release();
        channel.Close();
        buffer.Release();
        Assert.Equal((2, 0, 0), (returned, _ledger.QuotaBuffers, _ledger.InUseBuffers));
    }

    [Fact]
    public void BufferOfAClosedAccount_IsAdoptedWithoutItsOldQuota()
    {
        LedgerAccount kept = _ledger.OpenElasticAccount("kept", Buffers);
        Assert.True(_ledger.TryOpenAccount("channel", 1, out LedgerAccount channel));
        LedgerBuffer buffer = channel.Rent();
        channel.Close();
        Assert.True(kept.TryAdopt(buffer));
        Assert.Equal((1, 1), (_ledger.QuotaBuffers, _ledger.InUseBuffers));
        buffer.Release();
        Assert.Equal((0, 0), (_ledger.QuotaBuffers, _ledger.InUseBuffers));
    }

    [Fact]
    public void WhoWaits_GoesFirst_IsTold_AndGetsWhatComesBack()
    {
        int shortages = 0;
        _ledger.Shortage = () => shortages++;
        LedgerAccount kept = _ledger.OpenElasticAccount("kept", Buffers);
        Assert.True(_ledger.TryOpenAccount("channel", 0, out LedgerAccount channel));
        bool grown = false;
        channel.QuotaAvailable = () => grown = channel.TryGrow(waitIfShort: true);
        LedgerBuffer[] buffers = [.. Enumerable.Range(0, Buffers - Reserved).Select(_ => kept.TryRentElastic()!)];
        Assert.False(channel.TryGrow(waitIfShort: true));
        Assert.Equal((1, false), (shortages, grown));
        buffers[0].Release();
        Assert.True(grown);
        Assert.Null(kept.TryRentElastic());
        Assert.False(channel.TryGrow(waitIfShort: true));
        channel.QuotaAvailable = null;
        channel.Close();
        Assert.NotNull(buffers[0] = kept.TryRentElastic()!);
        Array.ForEach(buffers, buffer => buffer.Release());
        Assert.Equal((0, 0), (_ledger.QuotaBuffers, _ledger.InUseBuffers));
    }

    [Fact]
    public async Task ManyThreads_KeepTheSums()
    {
        LedgerAccount kept = _ledger.OpenElasticAccount("kept", 4);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            Assert.True(_ledger.TryOpenAccount("channel", 1, out LedgerAccount channel));
            for (int round = 0; round < 5000; round++)
            {
                LedgerBuffer buffer = channel.Rent();
                buffer.AddReference();
                bool adopted = kept.TryAdopt(buffer);
                LedgerBuffer? packed = kept.TryRentElastic();
                buffer.Release();
                Assert.InRange(kept.InUse, adopted || packed is not null ? 1 : 0, 4);
                packed?.Release();
                buffer.Release();
            }

            channel.Close();
        })));
        Assert.Equal((0, 0, 0), (kept.InUse, _ledger.QuotaBuffers, _ledger.InUseBuffers));
    }
}
