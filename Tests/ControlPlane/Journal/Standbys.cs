using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.State;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>
/// States that were restored from a snapshot, each taken at another fact, and that go on with what the journal writes. However early its snapshot was taken,
/// each must stay the same as the living state. When the journal begins anew they all begin anew, with the state it has written. Safe for several threads:
/// the journal's loop shows what it writes, the test compares.
/// </summary>
/// <param name="factsBetween">After how many facts another snapshot is taken.</param>
/// <param name="limit">How many states are kept; the first one always is.</param>
internal sealed class Standbys(int factsBetween = 1, int limit = int.MaxValue)
{
    private readonly Lock _lock = new();
    private readonly List<ControlPlaneState> _states = [];
    private int _followed;

    public int Count => _states.Count;

    /// <summary>Begins with a copy of the living state; called while nothing is being written.</summary>
    public void BeginFrom(ControlPlaneState living)
    {
        lock (_lock)
        {
            _states.Clear();
            _states.Add(StateText.Copy(living));
        }
    }

    /// <summary>Takes in one record.</summary>
    public void Follow(IReadOnlyList<ControlPlaneFact> facts)
    {
        lock (_lock)
        {
            if (_states.Count == 0)
            {
                return;
            }

            if (facts[0] is JournalStarted)
            {
                // Holds also the facts that waited with it and come in no record of their own: only it can go on.
                ControlPlaneState snapshot = new(int.MaxValue);
                facts.ToList().ForEach(snapshot.Apply);
                _states.Clear();
                _states.Add(snapshot);
                return;
            }

            facts.ToList().ForEach(Follow);
        }
    }

    /// <summary>Compares; called while nothing changes the living state and all it has done is durable.</summary>
    public void Check(ControlPlaneState living)
    {
        lock (_lock)
        {
            string expected = StateText.Of(living);
            for (int i = 0; i < _states.Count; i++)
            {
                string actual = StateText.Of(_states[i]);
                Assert.True(expected == actual, $"Standby {i} of {_states.Count} differs after {_followed} facts:\n{actual}\n\nThe living state:\n{expected}");
            }
        }
    }

    private void Follow(ControlPlaneFact fact)
    {
        _states.ForEach(state => state.Apply(fact));
        if (++_followed % factsBetween == 0)
        {
            _states.Add(StateText.Copy(_states[0]));
            if (_states.Count > limit)
            {
                // Some stay for long, some for short.
                _states.RemoveAt(1 + (_followed / factsBetween % (limit - 1)));
            }
        }
    }
}
