using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Recovery;

/// <summary>
/// Files of a stopped worker with flipped bits, cut anywhere: every answer is the typed one, and wrong bytes are never offered as right ones.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Flips = 40;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BitFlippedInTheHeader_IsHeaderDamaged(int seed) =>
        EachFlip(seed, (_, random) => random.Next(PartitionFileHeader.Length), RecoveryOutcome.HeaderDamaged);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void BitFlippedInTheFooter_IsFooterDamaged(int seed) =>
        EachFlip(seed, (file, random) => file.FooterOffset + 8 + random.Next(PartitionFileFooter.Length - 8), RecoveryOutcome.FooterDamaged);

    [Fact]
    public void BitFlippedInTheFootersMagic_IsFooterMissing() =>
        EachFlip(6, (file, random) => file.FooterOffset + random.Next(8), RecoveryOutcome.FooterMissing);

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void BitFlippedInTheIndex_IsFoundAtTheStart_IfAskedTo(int seed) =>
        EachFlip(seed, InTheIndex, RecoveryOutcome.IndexDamaged, new RecoveryOptions { VerifyIndexesAtStart = true });

    [Fact]
    public void BitFlippedInTheIndex_IsFoundByTheFirstReader()
    {
        Random random = new(9);
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        file.WriteTo(_directory, file.Flipped(InTheIndex(file, random), random.Next(8)));
        using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
        Assert.Equal(1, found.Recover().Count(RecoveryOutcome.Recovered));
        ShuffleException error = Assert.Throws<ShuffleException>(() => found.Store.OpenRead(file.Partition.Attempt));
        Assert.Equal(ShuffleErrorCode.PartitionCorrupt, error.Code);
        Assert.Equal((PartitionChangeKind.Lost, file.Partition.Attempt), Assert.Single(found.Observer.Heard));
        Assert.Equal(file.Name + ".corrupt", Assert.Single(found.Quarantine.Kept).File);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public async Task BitFlippedInAFrame_IsFoundByACheck(int seed)
    {
        Random random = new(seed);
        using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
        StoredFile[] files = [.. Enumerable.Range(0, Flips).Select(_ => Flip(random, InTheFrames))];
        Assert.Equal(Flips, found.Recover().Count(RecoveryOutcome.Recovered));
        foreach (StoredFile file in files)
        {
            VerificationResult result = await found.Scrubber.VerifyNowAsync(file.Partition.Attempt).OrFail();
            Assert.Equal((VerificationOutcome.Damaged, FileDamage.Frame), (result.Outcome, result.Damage));
        }

        Assert.Empty(found.Store.Inventory());
        Assert.Equal(Flips, found.Observer.Heard.Count(heard => heard.Kind == PartitionChangeKind.Lost));
    }

    // Lengths: nothing, inside the header, inside the frames, inside the index, inside the footer, one byte short.
    [Fact]
    public void FileThatWasCut_AtAnyLength_IsNotOffered()
    {
        StoredFile whole = StoredFile.Of(SamplePartition.Mixed());
        int[] lengths =
        [
            0, 1, 127, 128, 223, 224, 1000, whole.IndexOffset - 1, whole.IndexOffset, whole.IndexOffset + 17, whole.FooterOffset, whole.FooterOffset + 8,
            whole.FooterOffset + 40, whole.Bytes.Length - 1,
        ];
        foreach (int length in lengths)
        {
            whole.WriteTo(_directory, whole.Bytes[..length]);
            using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
            DirectoryRecovery report = Assert.Single(found.Recover().Directories);
            RecoveryOutcome expected = length < 224 ? RecoveryOutcome.TooShort : RecoveryOutcome.FooterMissing;
            Assert.True(report.Count(expected) == 1, $"Cut at {length}: {string.Join(", ", report.Files)}");
            Assert.Empty(found.Store.Inventory());
            Assert.Equal([whole.Name + ".corrupt"], _directory.PartitionFiles);
            File.Delete(_directory.PathOf(whole.Name + ".corrupt"));
        }
    }

    [Fact]
    public void HalfWrittenFooter_IsFooterDamaged()
    {
        StoredFile whole = StoredFile.Of(SamplePartition.Mixed());
        byte[] torn = [.. whole.Bytes];
        torn.AsSpan(whole.FooterOffset + 40).Clear();
        whole.WriteTo(_directory, torn);
        using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
        Assert.Equal(1, found.Recover().Count(RecoveryOutcome.FooterDamaged));
        Assert.Empty(found.Store.Inventory());
    }

    [Fact]
    public void FooterThatNamesAnotherHeader_IsEndsDiffer()
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        byte[] mixed = [.. file.Bytes];
        Assert.True(PartitionFileFooter.TryRead(mixed.AsSpan(file.FooterOffset), mixed.Length, framesInside: true, out PartitionFileFooter footer));
        (footer with { HeaderChecksum = footer.HeaderChecksum + 1 }).Write(mixed.AsSpan(file.FooterOffset));
        file.WriteTo(_directory, mixed);
        using TestStore found = new([new LocalStorageDevice(_directory.Path)]);
        Assert.Equal(1, found.Recover().Count(RecoveryOutcome.EndsDiffer));
    }

    private static int InTheIndex(StoredFile file, Random random) => random.Next(file.IndexOffset, file.FooterOffset);

    private static int InTheFrames(StoredFile file, Random random) => random.Next(PartitionFileHeader.Length, file.IndexOffset);

    private void EachFlip(int seed, Func<StoredFile, Random, int> place, RecoveryOutcome expected, RecoveryOptions? options = null)
    {
        Random random = new(seed);
        StoredFile sound = StoredFile.Of(SamplePartition.Mixed()).WriteTo(_directory);
        for (int i = 0; i < Flips; i++)
        {
            Flip(random, place);
        }

        using TestStore found = new([new LocalStorageDevice(_directory.Path)], recovery: options);
        RecoveryReport report = found.Recover();
        Assert.True(report.Count(expected) == Flips, string.Join('\n', report.Directories[0].Files));
        Assert.Equal(sound.Partition.Attempt, Assert.Single(found.Store.Inventory()).Attempt);
        Assert.Equal(Flips, found.Quarantine.Kept.Count);
        Assert.Equal(Flips, _directory.PartitionFiles.Count(file => file.EndsWith(".corrupt", StringComparison.Ordinal)));
        OpenPartition open = found.Store.OpenRead(sound.Partition.Attempt);
        found.Store.CloseRead(open);
    }

    private StoredFile Flip(Random random, Func<StoredFile, Random, int> place)
    {
        StoredFile file = StoredFile.Of(SamplePartition.Mixed());
        return file.WriteTo(_directory, file.Flipped(place(file, random), random.Next(8)));
    }
}
