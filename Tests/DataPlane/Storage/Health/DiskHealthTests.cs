using ShuffleOrleans.DataPlane.Storage.Health;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Health;

public sealed class DiskHealthTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(2);

    private enum Heard
    {
        Quick,
        Slow,
        Overdue,
        Error,
    }

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 200));

    [Fact]
    public void Disk_BeginsHealthy_WithoutAReason()
    {
        DiskHealth disk = NewDisk(3, 3);
        Assert.Equal((DiskState.Healthy, ""), (disk.State, disk.Reason));
    }

    [Fact]
    public void Threshold_IsNotYetSlow()
    {
        DiskHealth disk = NewDisk(1, 1);
        disk.OnCheckPassed(Threshold);
        Assert.Equal(DiskState.Healthy, disk.State);
        disk.OnCheckPassed(Threshold + TimeSpan.FromTicks(1));
        Assert.Equal(DiskState.Slow, disk.State);
    }

    [Fact]
    public void Reason_IsThatOfTheState()
    {
        DiskHealth disk = NewDisk(1, 1);
        disk.OnCheckOverdue(TimeSpan.FromSeconds(10));
        Assert.Contains("not come back for 10 s", disk.Reason, StringComparison.Ordinal);
        disk.OnFailed("the arm fell off");
        Assert.Equal("the arm fell off", disk.Reason);
        disk.OnCheckPassed(TimeSpan.FromSeconds(2.5));
        Assert.Equal((DiskState.Slow, "operations took 2.5 s"), (disk.State, disk.Reason));
        disk.OnCheckPassed(TimeSpan.Zero);
        Assert.Equal((DiskState.Healthy, ""), (disk.State, disk.Reason));
    }

    // Whatever is heard, the state is what the whole history says, told a second and slower way.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyHistory_GivesTheStateThatItTells(int seed)
    {
        Random random = new(seed);
        int bad = random.Next(1, 5);
        int good = random.Next(1, 5);
        DiskHealth disk = NewDisk(bad, good);
        List<Heard> history = [];
        Heard next = Heard.Quick;
        for (int step = 0; step < 200; step++)
        {
            // Often the same again, so that there are runs.
            next = random.Next(3) == 0 ? (Heard)random.Next(4) : next;
            history.Add(next);
            Tell(disk, next);
            Assert.Equal(StateOf(history, bad, good), disk.State);
            Assert.Equal(disk.State == DiskState.Healthy, disk.Reason.Length == 0);
        }
    }

    private static DiskHealth NewDisk(int bad, int good) => new(new DiskHealthLimits(Threshold, bad, good));

    private static void Tell(DiskHealth disk, Heard heard)
    {
        switch (heard)
        {
            case Heard.Quick:
                disk.OnCheckPassed(TimeSpan.FromMilliseconds(1));
                break;
            case Heard.Slow:
                disk.OnCheckPassed(TimeSpan.FromSeconds(3));
                break;
            case Heard.Overdue:
                disk.OnCheckOverdue(TimeSpan.FromSeconds(10));
                break;
            default:
                disk.OnFailed("broken");
                break;
        }
    }

    private static DiskState StateOf(List<Heard> history, int bad, int good)
    {
        int lastFailure = Enumerable.Range(0, history.Count).LastOrDefault(at => IsFailure(history, at, bad), -1);
        bool failed = lastFailure >= 0 && !HasRun(history, lastFailure + 1, good, heard => heard is Heard.Quick or Heard.Slow);
        List<Heard> checks = history.FindAll(heard => heard != Heard.Error);
        int lastSlow = Enumerable.Range(0, checks.Count).LastOrDefault(at => HasRunUpTo(checks, at, bad, heard => heard != Heard.Quick), -1);
        bool slow = lastSlow >= 0 && !HasRun(checks, lastSlow + 1, good, heard => heard == Heard.Quick);
        return failed ? DiskState.Failed : slow ? DiskState.Slow : DiskState.Healthy;
    }

    // Errors do not count among checks: they neither make nor break a row of checks that do not come back.
    private static bool IsFailure(List<Heard> history, int at, int bad)
    {
        List<Heard> checks = history[..(at + 1)].FindAll(heard => heard != Heard.Error);
        return history[at] == Heard.Error
            || (history[at] == Heard.Overdue && HasRunUpTo(checks, checks.Count - 1, bad, heard => heard == Heard.Overdue));
    }

    private static bool HasRunUpTo(List<Heard> history, int last, int length, Func<Heard, bool> what) =>
        last + 1 >= length && history.Skip(last + 1 - length).Take(length).All(what);

    private static bool HasRun(List<Heard> history, int from, int length, Func<Heard, bool> what) =>
        Enumerable.Range(from, Math.Max(0, history.Count - from)).Any(last => last + 1 - length >= from && HasRunUpTo(history, last, length, what));
}
