using ShuffleOrleans.ControlPlane.Sharding;

namespace ShuffleOrleans.Tests.ControlPlane.Sharding;

public class JobDirectoryTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobId Other = new(new Guid(2, 0, 0, new byte[8]));

    [Fact]
    public void EpochsStart_AtTheTimeOfDay()
    {
        JobDirectory directory = new(Noon);

        Assert.Equal(Noon.AddHours(1).ToUnixTimeMilliseconds(), directory.Begin(Sample.Job, Noon.AddHours(1)));
        Assert.Equal(Noon.ToUnixTimeMilliseconds(), directory.FoundingEpoch);
        Assert.Equal(Noon.AddHours(1).ToUnixTimeMilliseconds(), directory.FloorOf(Sample.Job));
        Assert.Null(directory.FloorOf(Other));
    }

    [Fact]
    public void EpochsStart_AboveThoseOfEveryJobThatEnded_WhateverTheClockSays()
    {
        JobDirectory directory = new(Noon);
        long floor = directory.Begin(Sample.Job, Noon);
        directory.End(Sample.Job, floor + 5000);

        Assert.Equal(floor + 5000, directory.Begin(Other, Noon));
        Assert.Equal(floor + 5000, directory.Begin(Sample.Job, Noon.AddDays(-1)));
    }

    [Fact]
    public void NoTwoLives_HaveTheSameFloor()
    {
        JobDirectory directory = new(Noon);
        long first = directory.Begin(Sample.Job, Noon);
        directory.End(Sample.Job, 0);

        Assert.True(directory.Begin(Sample.Job, Noon) > first);
    }

    [Fact]
    public void JobThatIsNotThere_EndsWithoutEffect_UnlessItHadEpochs()
    {
        JobDirectory directory = new(Noon);

        Assert.False(directory.End(Sample.Job, 0));
        Assert.True(directory.End(Sample.Job, directory.HighestEpoch + 1));
    }

    [Fact]
    public void DirectoryReadBack_IsTheSame()
    {
        JobDirectory directory = new(Noon);
        directory.Begin(Other, Noon.AddHours(1));
        directory.Begin(Sample.Job, Noon.AddHours(2));
        directory.End(Other, Noon.AddHours(5).ToUnixTimeMilliseconds());

        JobDirectory restored = new(directory.Describe());

        Assert.Equal([Sample.Job], restored.Jobs);
        Assert.Equal(directory.FloorOf(Sample.Job), restored.FloorOf(Sample.Job));
        Assert.Equal(directory.FoundingEpoch, restored.FoundingEpoch);
        Assert.Equal(directory.HighestEpoch, restored.HighestEpoch);
    }
}
