using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>When the last contribution of a data set goes, everything of it goes, whoever reads or begins anew at that moment.</summary>
public sealed class ReduceReleaseTests
{
    private static readonly SubpartitionRange All = new(0, 4);

    private readonly SampleDataSet _dataSet = new(5);

    [Fact]
    public async Task ReaderInMidStream_FinishesByteForByte_AfterTheLastRelease()
    {
        using ReduceStore store = new();
        SamplePartition[] contributions = [_dataSet.Mixed(0), _dataSet.Mixed(1)];
        store.Commit(contributions);
        byte[] whole = store.ReadBytes(_dataSet.Read(All, contributions));
        using (OpenReduceFiles files = store.Store.OpenReduceRead(_dataSet.Read(All, contributions)))
        {
            ReduceCursor cursor = new(files.InOrder());
            await store.ReleaseAsync(contributions);
            Assert.Empty(store.Files);
            Assert.Equal(whole, ReduceStore.ReadBytes(cursor));
        }

        store.AssertNothingLeft();
    }

    [Fact]
    public async Task NewAttemptThatBeginsWhileTheFilesAreDeleted_IsWhole()
    {
        using ReduceStore store = new();
        SamplePartition old = _dataSet.Mixed(0);
        SamplePartition again = _dataSet.Mixed(0, 1, 2);
        store.Commit(old);
        bool wrote = false;
        store.Device.Before = (operation, name) =>
        {
            // After the data set has ended, before its first file goes.
            if (operation == StorageOperation.Delete && name.EndsWith(".frames", StringComparison.Ordinal) && !wrote)
            {
                wrote = true;
                store.Commit(again);
            }
        };
        await store.ReleaseAsync(old);
        store.Device.Before = null;
        Assert.True(wrote);
        Assert.Equal(SampleDataSet.Expected(All, again), store.Read(_dataSet.Read(All, again)));
        await store.ReleaseAsync(again);
        store.AssertNothingLeft();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReaderThatComesTooLate_IsToldThatItIsGone_NotThatItIsDamaged(int opened)
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        store.Commit(contribution);
        int calls = 0;
        store.Device.Before = (operation, _) =>
        {
            // Released between the look into the catalog and the opening of the file.
            if (operation == StorageOperation.Open && ++calls == opened)
            {
                store.ReleaseAsync(contribution).Wait(Patience.Limit);
            }
        };
        ShuffleException error = Assert.ThrowsAny<ShuffleException>(() => store.Read(_dataSet.Read(All, contribution)));
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, error.Code);
        Assert.DoesNotContain((PartitionChangeKind.Lost, contribution.Attempt), store.Observer.Heard);
        store.Device.Before = null;
        await store.Observer.HeardAsync(PartitionChangeKind.Released, contribution.Attempt);
        store.AssertNothingLeft();
    }

    [Fact]
    public async Task ReleaseDuringTheCommit_DeletesWhatWasCommitted()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Mixed(0);
        DirectWrite write = store.Begin(contribution).All();
        store.Device.Before = (operation, _) =>
        {
            if (operation == StorageOperation.Rename)
            {
                store.Store.Release(contribution.Attempt);
            }
        };
        write.Commit();
        await store.Observer.HeardAsync(PartitionChangeKind.Released, contribution.Attempt);
        store.AssertNothingLeft();
    }

    [Fact]
    public void AbortsOnly_LeaveNothing()
    {
        using ReduceStore store = new();
        DirectWrite[] writes = [store.Begin(_dataSet.Mixed(0)).All(), store.Begin(_dataSet.Mixed(1)).All(), store.Begin(_dataSet.Mixed(2))];
        Assert.NotEmpty(store.Files);
        Assert.All(writes, write => write.Abort());
        store.AssertNothingLeft();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AnyOrderOfBeginningsAndEnds_LeavesTheOthersWhole_AndNothingAtTheEnd(int seed)
    {
        Random random = new(seed);
        using ReduceStore store = new(directories: 2);
        List<DirectWrite> writing = [];
        List<SamplePartition> committed = [];
        for (int step = 0; step < 120; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    int producer = step;
                    writing.Add(store.Begin(_dataSet.Mixed(producer)));
                    break;
                case 2 when writing.Count > 0:
                    DirectWrite aborted = Take(writing, random);
                    aborted.Add(aborted.FramesLeft).Write(random.Next(aborted.BytesLeft + 1)).Abort();
                    break;
                case 3 when writing.Count > 0:
                    DirectWrite done = Take(writing, random).All();
                    done.Commit();
                    committed.Add(done.Partition);
                    break;
                case 4 when committed.Count > 0:
                    await store.ReleaseAsync(Take(committed, random));
                    break;
            }

            SamplePartition[] readable = [.. committed.OrderBy(contribution => contribution.Attempt.Partition.PartitionIndex)];
            if (readable.Length > 0)
            {
                Assert.Equal(SampleDataSet.Expected(All, readable), store.Read(_dataSet.Read(All, readable), random));
            }
        }

        writing.ForEach(write => write.Abort());
        await store.ReleaseAsync([.. committed]);
        store.AssertNothingLeft();
    }

    private static T Take<T>(List<T> list, Random random)
    {
        int index = random.Next(list.Count);
        T taken = list[index];
        list.RemoveAt(index);
        return taken;
    }
}
