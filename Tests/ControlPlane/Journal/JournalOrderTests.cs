using ShuffleOrleans.Tests.ControlPlane.Disks;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>All orders in which turns and the journal's loop can meet, one after another: no thread, no chance.</summary>
public class JournalOrderTests
{
    private const int LoopSteps = 6;
    private const int Cuts = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryOrder_WritesEveryFactOnce(int turns)
    {
        foreach ((int snapshots, string order) in Schedules(turns))
        {
            SimulatedDisk disk = new();
            using JournalSchedule schedule = new(disk, snapshots);

            Run(schedule, order);

            IReadOnlyList<int> written = NumberedFacts.In(disk);
            Assert.True(Enumerable.Range(1, turns).SequenceEqual(written), $"Order {order}, snapshots {snapshots:b3}: wrote {string.Join(' ', written)}.");
            Assert.Equal(turns, schedule.Answered);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryOrder_AndAPowerFailure_KeepsWhatWasAnswered(int turns)
    {
        foreach ((int snapshots, string order) in Schedules(turns))
        {
            SimulatedDisk whole = new();
            using JournalSchedule unharmed = new(whole, snapshots);
            Run(unharmed, order);
            for (int cut = 0; cut < Cuts; cut++)
            {
                SimulatedDisk disk = new(whole.Steps * cut / Cuts);
                using JournalSchedule schedule = new(disk, snapshots);
                Assert.Throws<IOException>(() => Run(schedule, order));

                IReadOnlyList<int> survived = NumberedFacts.In(disk.PowerOn(new Random(cut)));
                Assert.True(
                    Enumerable.Range(1, survived.Count).SequenceEqual(survived) && survived.Count >= schedule.Answered,
                    $"Order {order}, snapshots {snapshots:b3}, cut {cut}: {schedule.Answered} were answered, {string.Join(' ', survived)} survived.");
            }
        }
    }

    private static void Run(JournalSchedule schedule, string order)
    {
        schedule.Begin();
        foreach (char step in order)
        {
            if (step == 'T')
            {
                schedule.TurnStep();
            }
            else
            {
                schedule.LoopStep();
            }
        }

        schedule.Close();
    }

    private static IEnumerable<(int Snapshots, string Order)> Schedules(int turns)
        => from snapshots in Enumerable.Range(0, 1 << turns)
           from order in Orders(JournalSchedule.TurnStepsOf(turns, snapshots), LoopSteps)
           select (snapshots, order);

    private static IEnumerable<string> Orders(int turnSteps, int loopSteps)
    {
        if (turnSteps == 0 || loopSteps == 0)
        {
            return [new string('T', turnSteps) + new string('L', loopSteps)];
        }

        return Orders(turnSteps - 1, loopSteps).Select(rest => "T" + rest).Concat(Orders(turnSteps, loopSteps - 1).Select(rest => "L" + rest));
    }
}
