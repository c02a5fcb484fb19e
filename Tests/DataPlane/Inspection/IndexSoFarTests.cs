using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Storage.Format;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>A look at an index that is being built is the index of the frames so far.</summary>
public sealed class IndexSoFarTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AfterEachFrame_ItIsTheIndexOfTheFramesSoFar(int seed)
    {
        SamplePartition partition = StorageGen.Partition(new Random(seed));
        RegionIndexBuilder builder = new(partition.SubpartitionCount, 1000, 1000);
        Assert.Empty(builder.Inspect().Frames);
        foreach (SampleFrame frame in partition.Frames)
        {
            builder.Add(frame.Header);
            Assert.Equal(StorageGen.Bytes(builder.Build()), StorageGen.Bytes(builder.Inspect()));
        }
    }

    [Fact]
    public async Task WhileFramesCome_ItIsWholeAtEveryLook()
    {
        SamplePartition partition = new(64);
        for (int region = 0; region < 200; region++)
        {
            partition.Region([.. Enumerable.Range(0, 64).Select(subpartition => (subpartition, 1))]);
        }

        RegionIndexBuilder builder = new(64, 1000, 100_000);
        Task adding = Task.Run(() =>
        {
            foreach (SampleFrame frame in partition.Frames)
            {
                builder.Add(frame.Header);
            }
        });
        bool isDone;
        do
        {
            isDone = adding.IsCompleted;
            RegionIndex seen = builder.Inspect();
            Assert.Equal(seen.Frames.Length, seen.Runs.Sum(run => run.FrameCount));
            Assert.Equal(seen.Runs.Length, seen.Regions.Sum(region => region.RunCount));
            Assert.All(seen.Runs, run => Assert.Equal(128 + (25L * run.FirstFrame), run.Offset));
        }
        while (!isDone);

        await adding;
        Assert.Equal(partition.Frames.Count, builder.Inspect().Frames.Length);
    }
}
