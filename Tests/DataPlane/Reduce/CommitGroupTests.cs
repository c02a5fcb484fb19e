using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Which commits wait for which others, and what ends the wait.</summary>
public sealed class CommitGroupTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(10);

    private readonly ManualTimeProvider _clock = new();
    private readonly CommitGroup _group;
    private readonly List<string> _commits = [];

    public CommitGroupTests() => _group = new CommitGroup(_clock, Longest);

    [Fact]
    public void LoneContribution_DoesNotWait() => Assert.False(Finish(_group.Enter(), "a"));

    [Fact]
    public void FinishedOnesWait_UntilTheLastIsFinished_AndAllGo()
    {
        CommitGroupMember a = _group.Enter();
        CommitGroupMember b = _group.Enter();
        CommitGroupMember c = _group.Enter();
        Assert.True(Finish(a, "a"));
        Assert.True(Finish(b, "b"));
        Assert.Empty(_commits);
        Assert.False(Finish(c, "c"));
        Assert.Equal(["a", "b"], _commits);
        Assert.Equal(0, _clock.ArmedTimerCount);
    }

    [Fact]
    public void WaitEnds_AtTheLimit()
    {
        CommitGroupMember a = _group.Enter();
        CommitGroupMember busy = _group.Enter();
        Assert.True(Finish(a, "a"));
        busy.OnWritten();
        _clock.Advance(Longest - TimeSpan.FromTicks(1));
        busy.OnWritten();
        Assert.Empty(_commits);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["a"], _commits);
    }

    [Fact]
    public void LimitCounts_FromTheFirstThatWaits_AndBeginsAnewForTheNext()
    {
        CommitGroupMember a = _group.Enter();
        CommitGroupMember b = _group.Enter();
        CommitGroupMember c = _group.Enter();
        CommitGroupMember busy = _group.Enter();
        Assert.True(Finish(a, "a"));
        _clock.Advance(Longest / 2);
        busy.OnWritten();
        Assert.True(Finish(b, "b"));
        _clock.Advance(Longest / 2);
        Assert.Equal(["a", "b"], _commits);
        busy.OnWritten();
        Assert.True(Finish(c, "c"));
        _clock.Advance(Longest / 2);
        Assert.Equal(["a", "b"], _commits);
        _clock.Advance(Longest / 2);
        Assert.Equal(["a", "b", "c"], _commits);
    }

    [Fact]
    public void WhoeverIsIdle_HoldsNobodyUp()
    {
        CommitGroupMember idle = _group.Enter();
        CommitGroupMember a = _group.Enter();
        _clock.Advance(Longest);
        a.OnWritten();
        Assert.False(Finish(a, "a"));
        idle.OnWritten();
        CommitGroupMember b = _group.Enter();
        Assert.True(Finish(b, "b"));
    }

    [Fact]
    public void AbortOfTheLastThatWrites_EndsTheWait()
    {
        CommitGroupMember a = _group.Enter();
        CommitGroupMember given = _group.Enter();
        CommitGroupMember up = _group.Enter();
        Assert.True(Finish(a, "a"));
        _group.Leave(given);
        Assert.Empty(_commits);
        _group.Leave(up);
        Assert.Equal(["a"], _commits);
        _group.Leave(up);
        Assert.Equal(["a"], _commits);
    }

    [Fact]
    public void WithoutAClock_NobodyWaits()
    {
        CommitGroup group = new(null, Longest);
        CommitGroupMember a = group.Enter();
        group.Enter().OnWritten();
        Assert.False(group.TryWait(a, () => Assert.Fail("It did not wait.")));
    }

    private bool Finish(CommitGroupMember member, string name) => _group.TryWait(member, () => _commits.Add(name));
}
