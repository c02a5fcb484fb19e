using ShuffleOrleans.ControlPlane.Journal;

namespace ShuffleOrleans.Tests.ControlPlane.Disks;

/// <summary>
/// A disk in memory that can lose power. Fault model: power fails after a given number of steps (each byte written and each other operation is one); every
/// later operation fails. What survives: all flushed bytes; of the unflushed bytes of a file a random prefix, whose last bytes may be garbage; all names as
/// of the last directory flush, and a random prefix of the changes after it. It never damages flushed bytes by itself and never reorders changes of names. Safe
/// for several threads: the power may fail while the journal's loop writes.
/// </summary>
internal sealed class SimulatedDisk : IJournalDirectory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SimulatedFile> _names = [];
    private readonly Dictionary<string, SimulatedFile> _flushedNames = [];
    private readonly List<Action<Dictionary<string, SimulatedFile>>> _unflushedChanges = [];
    private readonly long _powerSteps;

    public SimulatedDisk(long powerSteps = long.MaxValue) => _powerSteps = powerSteps;

    public string Path => "/simulated";

    /// <summary>How many steps were taken: a later run of the same work can be cut at any of them.</summary>
    public long Steps { get; private set; }

    public IReadOnlyDictionary<string, SimulatedFile> Files => _names;

    /// <summary>The disk after the power came back.</summary>
    public SimulatedDisk PowerOn(Random random, long powerSteps = long.MaxValue)
    {
        lock (_lock)
        {
            Dictionary<string, SimulatedFile> names = new(_flushedNames);
            _unflushedChanges.Take(random.Next(_unflushedChanges.Count + 1)).ToList().ForEach(change => change(names));
            SimulatedDisk disk = new(powerSteps);
            foreach ((string name, SimulatedFile file) in names)
            {
                disk._names.Add(name, file.Survivor(disk, random));
                disk._flushedNames.Add(name, disk._names[name]);
            }

            return disk;
        }
    }

    public IReadOnlyList<string> List()
    {
        lock (_lock)
        {
            return [.. _names.Keys];
        }
    }

    public byte[] BytesOf(string name)
    {
        lock (_lock)
        {
            return [.. _names[name].Bytes];
        }
    }

    public Stream OpenRead(string name) => new MemoryStream(BytesOf(name));

    public IJournalFile Create(string name)
    {
        SimulatedFile file = new(this);
        Change(names => names[name] = file);
        return file;
    }

    public IJournalFile OpenAppend(string name, long length)
    {
        SimulatedFile file;
        lock (_lock)
        {
            file = _names[name];
        }

        file.Cut((int)length);
        return file;
    }

    public void Rename(string from, string to)
        => Change(names =>
        {
            names[to] = names[from];
            names.Remove(from);
        });

    public void Delete(string name) => Change(names => names.Remove(name));

    public void Flush()
    {
        lock (_lock)
        {
            Step();
            _unflushedChanges.Clear();
            _flushedNames.Clear();
            foreach ((string name, SimulatedFile file) in _names)
            {
                _flushedNames.Add(name, file);
            }
        }
    }

    public void Dispose()
    {
    }

    /// <summary>One step of a file: what it does is done as a whole, never while somebody looks at the disk.</summary>
    internal void Step(Action change)
    {
        lock (_lock)
        {
            Step();
            change();
        }
    }

    /// <summary>One step, or the power fails here and from now on.</summary>
    private void Step()
    {
        if (Steps >= _powerSteps)
        {
            throw new IOException("The power has failed.");
        }

        Steps++;
    }

    private void Change(Action<Dictionary<string, SimulatedFile>> change)
    {
        lock (_lock)
        {
            Step();
            change(_names);
            _unflushedChanges.Add(change);
        }
    }
}
