using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.Tests.ControlPlane.Disks;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>
/// One run of the journal in which the order of everything that two threads do is given, step by step. Turns add one fact each and may then hand over the
/// whole state; the loop wakes and takes, and writes what it took. At the end the journal closes: the loop writes the rest. The loop wakes in every order,
/// also when nothing waits for it.
/// </summary>
/// <param name="disk">Where it writes; its power may fail.</param>
/// <param name="snapshots">Bit n: turn n hands over the whole state.</param>
internal sealed class JournalSchedule(SimulatedDisk disk, int snapshots) : IDisposable
{
    private readonly JournalQueue _queue = new();
    private readonly JournalWriter _writer = new(disk);
    private readonly List<Task> _answers = [];
    private JournalBatch? _taken;
    private bool _snapshotIsDue;
    private bool _loopHasTaken;

    public int Turns { get; private set; }

    /// <summary>How many turns were answered.</summary>
    public int Answered => _answers.Count(answer => answer.IsCompletedSuccessfully);

    /// <summary>Adding a fact and handing over the state are two steps: the loop may take what waits in between.</summary>
    public static int TurnStepsOf(int turns, int snapshots) => turns + int.PopCount(snapshots);

    public void Begin() => _writer.BeginAnew(NumberedFacts.Beginning);

    public void TurnStep()
    {
        if (_snapshotIsDue)
        {
            _queue.BeginAnew(NumberedFacts.WholeStateAfter(Turns));
            _snapshotIsDue = false;
            return;
        }

        _snapshotIsDue = (snapshots & (1 << Turns)) != 0;
        _queue.Add([NumberedFacts.Of(++Turns)]);
        _answers.Add(_queue.Newest);
    }

    public void LoopStep()
    {
        if (!_loopHasTaken)
        {
            _taken = _queue.Take();
            _loopHasTaken = true;
            return;
        }

        _loopHasTaken = false;
        if (_taken is { } batch)
        {
            _writer.Write(batch);
            batch.Succeed();
        }
    }

    public void Close()
    {
        for (int step = _loopHasTaken ? 1 : 0; step < 4; step++)
        {
            LoopStep();
        }
    }

    public void Dispose() => _writer.Dispose();
}
