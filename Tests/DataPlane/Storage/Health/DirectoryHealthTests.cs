using ShuffleOrleans.DataPlane.Storage.Health;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Health;

public sealed class DirectoryHealthTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    private readonly DirectoryHealth _health = new(new DiskHealthLimits(TimeSpan.FromSeconds(2), 1, 1));
    private readonly List<(DiskState From, DiskState To, string Why)> _heard = [];

    public DirectoryHealthTests() => _health.Changed += (from, to, why) => _heard.Add((from, to, why));

    [Fact]
    public void Exclusion_OutranksWhatTheDiskSays_AndEndsWithIt()
    {
        _health.Exclude("to be replaced");
        _health.OnFailed("broken");
        Assert.Equal((DiskState.Excluded, "to be replaced"), (_health.State, _health.Reason));
        _health.Include();
        Assert.Equal((DiskState.Failed, "broken"), (_health.State, _health.Reason));
        Assert.Equal([(DiskState.Healthy, DiskState.Excluded, "to be replaced"), (DiskState.Excluded, DiskState.Failed, "broken")], _heard);
    }

    [Fact]
    public void SameStateAgain_IsNotTold()
    {
        _health.OnFailed("broken");
        _health.OnFailed("still broken");
        _health.Include();
        Assert.Equal([(DiskState.Healthy, DiskState.Failed, "broken")], _heard);
        Assert.Equal("still broken", _health.Reason);
    }

    [Fact]
    public void SlowOperations_MakeAQuickCheckSlow_UntilTheyAreLongAgo()
    {
        _health.OnOperation(Long);
        _health.OnCheckPassed(Moment);
        Assert.Equal(DiskState.Slow, _health.State);
        _health.OnCheckPassed(Moment);
        Assert.Equal(DiskState.Healthy, _health.State);
    }

    [Fact]
    public void OneSlowOperationAmongMany_IsNotASlowDisk()
    {
        _health.OnOperation(Moment);
        _health.OnOperation(Long);
        _health.OnOperation(Moment);
        _health.OnCheckPassed(Moment);
        Assert.Equal(DiskState.Healthy, _health.State);
    }

    [Fact]
    public void Reason_IsNoLongerThanAReportTakes()
    {
        _health.Exclude(new string('x', 2000));
        Assert.Equal(DiskLoad.MaxReasonLength, _health.Reason.Length);
    }
}
