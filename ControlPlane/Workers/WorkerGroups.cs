namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>
/// The groups of partitions that may have something on one worker, and what each intends there. Which groups there are is durable, for they are to hear of
/// the worker's end; what they intend is not, for they say it again when the worker registers. No I/O and no clock; its owner gives it one command at a time.
/// </summary>
internal sealed class WorkerGroups
{
    private readonly Dictionary<PartitionGroupId, Entry> _entries = [];

    /// <summary>Nothing is known yet.</summary>
    public WorkerGroups()
    {
    }

    /// <summary>What was stored. None of them has been heard.</summary>
    public WorkerGroups(IEnumerable<GroupStretch> stored)
    {
        foreach (PartitionGroupId group in GroupStretch.Unpack(stored))
        {
            _entries.Add(group, new Entry { IsStored = true });
        }
    }

    public IReadOnlyCollection<PartitionGroupId> All => _entries.Keys;

    /// <summary>How many attempts the worker is intended to hold.</summary>
    public int HeldCount { get; private set; }

    /// <summary>What the groups have ordered to be deleted.</summary>
    public IEnumerable<PartitionAttemptId> Orders => _entries.Values.SelectMany(entry => entry.Held?.Orders ?? []);

    /// <summary>The groups as they are stored.</summary>
    public IReadOnlyList<GroupStretch> Describe() => GroupStretch.Pack(_entries.Keys);

    /// <summary>Enters groups that may have something on the worker soon. They stay until they have been heard and have nothing there.</summary>
    public void Expect(IEnumerable<PartitionGroupId> groups)
    {
        foreach (PartitionGroupId group in groups)
        {
            _entries.TryAdd(group, new Entry());
        }
    }

    /// <summary>Those of the groups that have been entered and not been stored since.</summary>
    public IReadOnlyList<PartitionGroupId> NotStored(IEnumerable<PartitionGroupId> groups)
        => [.. groups.Where(group => _entries.TryGetValue(group, out Entry? entry) && !entry.IsStored)];

    /// <summary>A write that began after these groups were entered has succeeded.</summary>
    public void Stored(IReadOnlyList<PartitionGroupId> groups)
    {
        foreach (PartitionGroupId group in groups)
        {
            if (_entries.TryGetValue(group, out Entry? entry))
            {
                entry.IsStored = true;
            }
        }
    }

    /// <summary>
    /// Takes in what a group intends, unless something newer is known. After a group has had nothing here, any version counts as newer: it may have ended
    /// and begun again.
    /// </summary>
    /// <returns>Whether there are orders that were not there before.</returns>
    public bool Take(HeldByGroup held)
    {
        if (!_entries.TryGetValue(held.Group, out Entry? entry))
        {
            if (held.IsNothing)
            {
                return false;
            }

            _entries.Add(held.Group, entry = new Entry());
        }

        if (entry.Held is { IsNothing: false } known && known.Version >= held.Version)
        {
            return false;
        }

        IReadOnlyList<PartitionAttemptId> before = entry.Held?.Orders ?? [];
        HeldCount += held.HeldCount - (entry.Held?.HeldCount ?? 0);
        entry.Held = held;
        return held.Orders.Except(before).Any();
    }

    /// <summary>
    /// Forgets the groups that have been heard and have nothing here. Not while one of them is being asked: its answer may bring something, and then it must
    /// be known in storage already.
    /// </summary>
    public void DropEmpty()
    {
        foreach (PartitionGroupId group in _entries.Where(entry => entry.Value.Held is { IsNothing: true }).Select(entry => entry.Key).ToArray())
        {
            _entries.Remove(group);
        }
    }

    private sealed class Entry
    {
        /// <summary>Whether storage is known to name the group.</summary>
        public bool IsStored { get; set; }

        /// <summary>What the group intends; null until it has been heard.</summary>
        public HeldByGroup? Held { get; set; }
    }
}
