using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// Checks at rest of contributions: whatever byte of a contribution is wrong is found, and bytes that are not its own say nothing about it. Fault model: bits
/// flip
/// in files that nobody has open, one at a time unless said otherwise.
/// </summary>
public sealed class ReduceScrubTests : IDisposable
{
    private readonly SampleDataSet _dataSet = new(5);
    private readonly ReduceStore _store = new();
    private readonly SamplePartition[] _contributions;

    public ReduceScrubTests()
    {
        _contributions = [.. Enumerable.Range(0, 4).Select(producer => _dataSet.Mixed(producer)), _dataSet.Contribution(4)];
        _store.Commit(_contributions[..2]);

        // Two attempts that leave gaps: one given back to the disk, and one that a killed process leaves.
        _store.Begin(_dataSet.Mixed(7)).All().Abort();
        DirectWrite open = _store.Begin(_dataSet.Mixed(8)).All();
        _store.Commit(_contributions[2..]);
        Left = _store.Killed();
        open.Abort();
    }

    /// <summary>What a killed process has left; each test looks at a copy.</summary>
    private ReduceStore Left { get; }

    public void Dispose()
    {
        Left.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task SoundContributions_AreSound_BeforeAndAfterARestart()
    {
        foreach (SamplePartition contribution in _contributions)
        {
            VerificationResult result = await _store.Scrubber.VerifyNowAsync(contribution.Attempt).OrFail();
            Assert.Equal(VerificationOutcome.Sound, result.Outcome);
            Assert.True(result.Bytes >= contribution.Bytes.Length);
        }

        using ReduceStore restarted = Left.Restarted();
        Assert.Empty(await HitAsync(restarted));
        Assert.Equal(VerificationOutcome.NotStored, (await restarted.Scrubber.VerifyNowAsync(_dataSet.AttemptOf(8)).OrFail()).Outcome);
        Assert.Equal(0, restarted.OpenHandles());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task FlippedBitOfTheFrames_HitsExactlyTheContributionItBelongsTo(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 12; i++)
        {
            int producer = random.Next(4);
            (string file, long offset, long length) = Pieces(producer)[random.Next(Pieces(producer).Count)];

            // As often in the tag as in the frames, whose headers are short.
            long place = offset + (i % 2 == 0 ? random.Next(ProducerTag.FrameLength + FrameHeader.Length) : random.NextInt64(length));
            using ReduceStore restarted = Left.Restarted(killed => Flip(killed.PathOf(file), place, random.Next(8)));
            Assert.Equal([_contributions[producer].Attempt], await HitAsync(restarted));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task FlippedBitOfTheOwnFile_HitsThatContribution(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 12; i++)
        {
            int producer = random.Next(_contributions.Length);
            string own = PartitionFileName.Of(_contributions[producer].Attempt);
            using ReduceStore restarted = Left.Restarted();
            long length = new FileInfo(restarted.PathOf(own)).Length;
            Flip(restarted.PathOf(own), random.NextInt64(length), random.Next(8));
            Assert.Equal([_contributions[producer].Attempt], await HitAsync(restarted));
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public async Task FlippedBitsOfGapsAndOfOthers_HitNobodyElse(int seed)
    {
        // Every byte of every file that is not this contribution's.
        Random random = new(seed);
        int spared = random.Next(4);
        using ReduceStore restarted = Left.Restarted(killed =>
        {
            foreach (string file in killed.Files.Where(file => file.EndsWith(ReduceFileName.Extension, StringComparison.Ordinal)))
            {
                byte[] bytes = File.ReadAllBytes(killed.PathOf(file));
                byte[] whole = [.. bytes];
                random.NextBytes(bytes.AsSpan(ReduceFileHeader.Length));
                foreach ((_, long offset, long length) in Pieces(spared).Where(piece => piece.File == file))
                {
                    Array.Copy(whole, offset, bytes, offset, length);
                }

                File.WriteAllBytes(killed.PathOf(file), bytes);
            }
        });
        PartitionAttemptId[] hit = [.. _contributions[..4].Where((_, producer) => producer != spared).Select(contribution => contribution.Attempt)];
        Assert.Equal(hit.ToHashSet(), (await HitAsync(restarted)).ToHashSet());
        SubpartitionRange all = new(0, 4);
        Assert.Equal(SampleDataSet.Expected(all, _contributions[spared]), restarted.Read(_dataSet.Read(all, _contributions[spared])));
    }

    [Theory]
    [InlineData("header", FileDamage.FramesGone)]
    [InlineData("gone", FileDamage.FramesGone)]
    [InlineData("cut", FileDamage.TooShort)]
    public async Task DamagedFileOfFrames_HitsAllThatHaveFramesInIt(string how, FileDamage damage)
    {
        using ReduceStore restarted = Left.Restarted(killed =>
        {
            string path = killed.ReduceFileOf(4);
            switch (how)
            {
                case "header":
                    Flip(path, 20, 1);
                    break;
                case "gone":
                    File.Delete(path);
                    break;
                default:
                    File.WriteAllBytes(path, File.ReadAllBytes(path)[..200]);
                    break;
            }
        });
        VerificationResult first = await restarted.Scrubber.VerifyNowAsync(_contributions[0].Attempt).OrFail();
        Assert.Equal((VerificationOutcome.Damaged, damage), (first.Outcome, first.Damage));
        Assert.Equal(_contributions[1..4].Select(contribution => contribution.Attempt).ToHashSet(), (await HitAsync(restarted, skip: 1)).ToHashSet());
    }

    [Fact]
    public async Task FramesOfAnotherProducerInItsPlace_AreDamage()
    {
        // Both are sound in themselves, and of the same length.
        using ReduceStore store = new();
        SamplePartition[] same = [_dataSet.Contribution(0).Region((1, 50)), _dataSet.Contribution(1).Region((1, 50))];
        store.Commit(same);
        using ReduceStore restarted = store.Restarted(killed =>
        {
            byte[] bytes = File.ReadAllBytes(killed.ReduceFileOf(1));
            int length = (bytes.Length - ReduceFileHeader.Length) / 2;
            Array.Copy(bytes, ReduceFileHeader.Length + length, bytes, ReduceFileHeader.Length, length);
            File.WriteAllBytes(killed.ReduceFileOf(1), bytes);
        });
        Assert.Equal(FileDamage.Frame, (await restarted.Scrubber.VerifyNowAsync(same[0].Attempt).OrFail()).Damage);
        Assert.Equal(VerificationOutcome.Sound, (await restarted.Scrubber.VerifyNowAsync(same[1].Attempt).OrFail()).Outcome);
    }

    [Fact]
    public async Task VanishedOwnFile_IsGone_AndTheOthersStay()
    {
        using ReduceStore restarted = Left.Restarted();
        File.Delete(restarted.PathOf(PartitionFileName.Of(_contributions[2].Attempt)));
        Assert.Equal(VerificationOutcome.Gone, (await restarted.Scrubber.VerifyNowAsync(_contributions[2].Attempt).OrFail()).Outcome);
        Assert.Equal([(PartitionChangeKind.Lost, _contributions[2].Attempt)], restarted.Observer.Heard);
        Assert.Empty(restarted.Quarantine.Kept);
        Assert.Empty(await HitAsync(restarted, skip: 0, except: 2));
    }

    [Fact]
    public async Task LastContributionFoundDamaged_TakesTheFramesAlong()
    {
        using ReduceStore store = new();
        SamplePartition only = _dataSet.Mixed(0);
        store.Commit(only);
        using ReduceStore restarted = store.Restarted(killed => Flip(killed.ReduceFileOf(1), 140, 0));
        Assert.Equal(VerificationOutcome.Damaged, (await restarted.Scrubber.VerifyNowAsync(only.Attempt).OrFail()).Outcome);
        Assert.EndsWith(".corrupt", Assert.Single(restarted.Files), StringComparison.Ordinal);
        Assert.Equal(0, restarted.OpenHandles());
    }

    [Theory]
    [InlineData(StorageOperation.Open)]
    [InlineData(StorageOperation.Read)]
    public async Task DiskThatRefusesAnyCall_SaysNothingAboutTheContribution(StorageOperation operation)
    {
        using ReduceStore restarted = Left.Restarted();
        bool met = true;
        for (int call = 1; met; call++)
        {
            int before = restarted.Device.Calls.Count(done => done.Operation == operation);
            restarted.Device.FailOnce(operation, call, ScriptedDevice.Broken);
            VerificationResult result = await restarted.Scrubber.VerifyNowAsync(_contributions[3].Attempt).OrFail();
            met = restarted.Device.Calls.Count(done => done.Operation == operation) - before >= call;
            Assert.Equal(met ? VerificationOutcome.Unreadable : VerificationOutcome.Sound, result.Outcome);
            Assert.True(call > 1 || met, "The fault was never met.");
        }

        Assert.Empty(restarted.Observer.Heard);
        Assert.Equal(0, restarted.OpenHandles());
    }

    /// <summary>Checks every contribution: those found damaged, which must be in quarantine, forgotten, and reported, and no others.</summary>
    private async Task<List<PartitionAttemptId>> HitAsync(ReduceStore store, int skip = 0, int? except = null)
    {
        List<PartitionAttemptId> hit = [];
        int known = store.Observer.Heard.Count;
        for (int producer = skip; producer < _contributions.Length; producer++)
        {
            if (producer != except)
            {
                PartitionAttemptId attempt = _contributions[producer].Attempt;
                VerificationResult result = await store.Scrubber.VerifyNowAsync(attempt).OrFail();
                Assert.True(result.Outcome is VerificationOutcome.Sound or VerificationOutcome.Damaged, $"{result}");
                if (result.Outcome == VerificationOutcome.Damaged)
                {
                    hit.Add(attempt);
                }
            }
        }

        Assert.Equal(hit.Select(attempt => (PartitionChangeKind.Lost, attempt)), store.Observer.Heard.Skip(known));
        Assert.Equal(hit.ToHashSet(), store.Quarantine.Kept.Select(kept => kept.Attempt).Where(hit.Contains).ToHashSet());
        Assert.DoesNotContain(store.Store.Inventory(), stored => hit.Contains(stored.Attempt));
        Assert.Equal(_contributions.Length, store.Store.Inventory().Count + store.Observer.Heard.Count);
        return hit;
    }

    // Where the frames of a contribution lie, as the index in memory of the process that wrote them says.
    private List<(string File, long Offset, long Length)> Pieces(int producer)
    {
        StoredContribution stored = _store.Store.FindCommitted(_contributions[producer].Attempt).Contribution!;
        return [.. stored.Index!.Pieces.Select(piece => (
            ReduceFileName.Of(_dataSet.Job, _dataSet.Id, piece.Subpartition, piece.FileOrdinal), piece.Offset, stored.Index.LengthOf(piece)))];
    }

    private static void Flip(string path, long offset, int bit)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        int was = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(was ^ (1 << bit)));
    }
}
