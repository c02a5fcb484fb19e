using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.Tests.ControlPlane.Disks;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>The journal with its loop on a thread of its own, against a caller that never waits long.</summary>
public class JournalThreadsTests
{
    /// <summary>
    /// A new file wakes the loop once more than there are batches. Whatever it finds then, nothing may be written twice, left out or answered early.
    /// </summary>
    [Fact]
    public async Task EveryFact_IsWrittenOnce_InTheOrderOfTheTurns()
    {
        const int Turns = 20_000;
        SimulatedDisk disk = new();
        FileJournal journal = FileJournal.Open(disk, NumberedFacts.Beginning, _ => { }, long.MaxValue, NullLogger.Instance);
        for (int turn = 1; turn <= Turns; turn++)
        {
            Task durable = journal.Append([NumberedFacts.Of(turn)]);
            if (turn % 4 == 0 && turn < 400)
            {
                journal.BeginAnew(NumberedFacts.WholeStateAfter(turn));
            }

            if (turn % 2 == 0)
            {
                await durable;
            }
        }

        await journal.DisposeAsync();

        Assert.Equal(Enumerable.Range(1, Turns), NumberedFacts.In(disk));
    }
}
