using System.Text.Json;
using ShuffleOrleans.Cli.Files;

namespace ShuffleOrleans.Tests.Cli;

/// <summary>Looking at files of a stopped worker: what is sound is called sound, and any spoilt byte is found where it is.</summary>
[Trait("Category", "EndToEnd")]
public sealed class FileTests(StoredFiles stored) : IClassFixture<StoredFiles>
{
    private const string Map = "map-0-*.shuffle";
    private const string Contribution = "contribution-0-*.shuffle";
    private const string Frames = "reduce-2-*.frames";

    [Theory]
    [InlineData(Map, "map partition")]
    [InlineData(Contribution, "contribution to reduce partitions")]
    [InlineData(Frames, "frames of a reduce partition")]
    public async Task ASoundFile_IsShownInFull(string pattern, string kind)
    {
        RunResult run = (await new Shuffle().RunAsync("file", stored.First(pattern))).Expect(0);
        Assert.Contains(kind, run.Out, StringComparison.Ordinal);
        Assert.Contains("nothing damaged", run.Out, StringComparison.Ordinal);
        Assert.Contains("REGION", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADirectory_IsLookedThrough()
    {
        JsonElement reports = JsonDocument.Parse((await new Shuffle().RunAsync("file", stored.DataDirectory, "--json")).Expect(0).Out).RootElement;
        Assert.Equal(0, reports.GetProperty("damaged").GetInt32());
        Assert.Equal(7, reports.GetProperty("files").GetArrayLength());
        Assert.Contains("belongs to worker", (await new Shuffle().RunAsync("file", stored.DataDirectory)).Expect(0).Out, StringComparison.Ordinal);
    }

    // Every byte of these counts.
    [Theory]
    [InlineData(Map)]
    [InlineData(Contribution)]
    public void AnyFlippedByte_IsFoundWhereItIs(string pattern)
    {
        string path = stored.Of(stored.Copy(), pattern);
        byte[] bytes = File.ReadAllBytes(path);
        Random random = new(20261121);
        for (int offset = 0; offset < bytes.Length; offset++)
        {
            FileReport report = Examine(path, bytes, offset, (byte)(1 << random.Next(8)));
            Assert.True(report.DamageCount > 0, $"A flipped bit at {offset} was not found.");
            Assert.Contains(report.Damage, finding => finding.File == path && finding.Offset <= offset && offset < finding.Offset + finding.Bytes);
        }
    }

    // In a file of frames what no contribution points to is a gap, whose bytes mean nothing.
    [Fact]
    public void AnyFlippedByteThatCounts_IsFoundInAFileOfFrames()
    {
        string path = stored.Of(stored.Copy(), Frames);
        byte[] bytes = File.ReadAllBytes(path);
        FileRegion[] stretches = [.. Assert.Single(new FileExam([]).Run([path]).Files).Regions];
        Assert.NotEmpty(stretches);
        Random random = new(20261121);
        for (int offset = 0; offset < bytes.Length; offset++)
        {
            bool counts = offset < 128 || stretches.Any(stretch => offset >= stretch.Offset && offset < stretch.Offset + stretch.Bytes);
            FileReport report = Examine(path, bytes, offset, (byte)(1 << random.Next(8)));
            Assert.Equal(counts, report.DamageCount > 0);
            Assert.Equal(counts, report.Damage.Any(finding => finding.Offset <= offset && offset < finding.Offset + finding.Bytes));
        }
    }

    [Theory]
    [InlineData(Map)]
    [InlineData(Contribution)]
    public void AnyCut_IsFound(string pattern)
    {
        string path = stored.Of(stored.Copy(), pattern);
        byte[] bytes = File.ReadAllBytes(path);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Equal(1, new FileExam([]).Run([path]).Damaged);
        }
    }

    [Fact]
    public async Task DamageInAPartition_IsExitCode3_WithItsOffset()
    {
        string path = stored.Of(stored.Copy(), Map);
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[128 + 24] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        RunResult run = (await new Shuffle().RunAsync("file", path)).Expect(3);
        Assert.Contains($"{path} at offset 128, ", run.Out, StringComparison.Ordinal);
        Assert.Contains("frame 0 of ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFrames_AreDamage_UnlessTheyLieInAnotherDirectory()
    {
        string one = stored.Copy();
        string frames = stored.Of(one, Frames);
        string other = stored.Copy();
        File.Delete(frames);
        string contribution = stored.Of(one, Contribution);
        Assert.Contains("the file is gone", (await new Shuffle().RunAsync("file", contribution)).Expect(3).Out, StringComparison.Ordinal);
        (await new Shuffle().RunAsync("file", contribution, "--data-directory", other)).Expect(0);
    }

    [Fact]
    public async Task AQuarantinedAndAPartialFile_AreReadToo()
    {
        string path = stored.Of(stored.Copy(), Map);
        File.Move(path, path + ".corrupt");
        Assert.Contains("nothing is wrong with it now", (await new Shuffle().RunAsync("file", path + ".corrupt")).Expect(0).Out, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path + ".partial", (await File.ReadAllBytesAsync(path + ".corrupt"))[..200]);
        Assert.Contains("never committed", (await new Shuffle().RunAsync("file", path + ".partial")).Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileUnderAnotherName_SaysItselfWhatItHolds_AndAnotherProgramsIsRefused()
    {
        string copy = stored.Copy();
        string renamed = Path.Combine(copy, "evidence.bin");
        File.Copy(stored.First(Map), renamed);
        Assert.Contains("map partition", (await new Shuffle().RunAsync("file", renamed)).Expect(0).Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(renamed, "not ours");
        (await new Shuffle().RunAsync("file", renamed)).Expect(2);
    }

    private static FileReport Examine(string path, byte[] bytes, int offset, byte flip)
    {
        bytes[offset] ^= flip;
        File.WriteAllBytes(path, bytes);
        bytes[offset] ^= flip;
        return Assert.Single(new FileExam([]).Run([path]).Files);
    }
}
