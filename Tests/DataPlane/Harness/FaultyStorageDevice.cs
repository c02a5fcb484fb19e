using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A device behind faults. Fault model: a call fails because the test named it (from a chosen call of one operation on, counted over all files) or because a
/// seed says so (<see cref="Random"/>); it then throws what the test says. A failing write tears if the test wants it (<see cref="TornAt"/>, or as
/// the seed says): a prefix of its bytes is written first; every other failing call does nothing. A call can also be held until the test lets it go. It never
/// loses what it acknowledged, never returns wrong bytes unless <see cref="Damage"/> or <see cref="FlippedRead"/> say so, and its handles are real, so ranges
/// sent by the system from an
/// open file never fail.
/// </summary>
internal sealed class FaultyStorageDevice(IStorageDevice device) : IStorageDevice
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StorageOperation, int> _calls = [];

    public FaultyStorageDevice(string root)
        : this(new LocalStorageDevice(root))
    {
    }

    public string Description => device.Description;

    /// <summary>The file system it says it lies on.</summary>
    public string? FileSystem { get; init; } = device.FileSystem;

    /// <summary>Which operation fails.</summary>
    public StorageOperation Failing { get; set; }

    /// <summary>From which call of it on, counted from 1; 0 for never.</summary>
    public int FailFrom { get; set; }

    /// <summary>With what.</summary>
    public Func<Exception> Fault { get; set; } = () => new IOException("Input/output error", 5);

    /// <summary>Which read, counted from 1, finds its first bit flipped in memory; 0 for none.</summary>
    public int FlippedRead { get; set; }

    /// <summary>What fails by chance besides; null for nothing.</summary>
    public RandomFaults? Random { get; set; }

    /// <summary>How much of a write that fails from <see cref="FailFrom"/> on happens first, from 0 to 1. Defaults to nothing.</summary>
    public double TornAt { get; set; }

    /// <summary>Changes what a read returns.</summary>
    public Action<byte[]>? Damage { get; set; }

    /// <summary>What it says is free; null for what is.</summary>
    public long? FreeBytes { get; set; }

    /// <summary>Runs before each call, on the I/O thread: holds it by not returning. See <see cref="OperationGate"/>.</summary>
    public Action<StorageOperation>? Before { get; set; }

    public int CallsOf(StorageOperation operation)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(operation);
        }
    }

    public IStorageFile Create(string name)
    {
        Enter(StorageOperation.Create);
        return new FaultyStorageFile(this, device.Create(name));
    }

    public IStorageFile Open(string name)
    {
        Enter(StorageOperation.Open);
        return new FaultyStorageFile(this, device.Open(name));
    }

    public IStorageFile OpenWritable(string name)
    {
        Enter(StorageOperation.Open);
        return new FaultyStorageFile(this, device.OpenWritable(name));
    }

    public void Rename(string name, string newName)
    {
        Enter(StorageOperation.Rename);
        device.Rename(name, newName);
    }

    public void Delete(string name)
    {
        Enter(StorageOperation.Delete);
        device.Delete(name);
    }

    public void SyncFolders(string name)
    {
        Enter(StorageOperation.Sync);
        device.SyncFolders(name);
    }

    public IEnumerable<string> List()
    {
        Enter(StorageOperation.List);
        return device.List();
    }

    public DateTimeOffset GetWriteTime(string name)
    {
        Enter(StorageOperation.WriteTime);
        return device.GetWriteTime(name);
    }

    public void SetWriteTime(string name, DateTimeOffset time)
    {
        Enter(StorageOperation.WriteTime);
        device.SetWriteTime(name, time);
    }

    public int DeleteEmptyFolders(Func<string, bool> isOurs)
    {
        Enter(StorageOperation.DeleteFolders);
        return device.DeleteEmptyFolders(isOurs);
    }

    public long GetFreeBytes()
    {
        Enter(StorageOperation.Space);
        return FreeBytes ?? device.GetFreeBytes();
    }

    /// <summary>Throws if this call fails.</summary>
    public void Enter(StorageOperation operation)
    {
        if (FaultOf(operation, out _) is Exception fault)
        {
            throw fault;
        }
    }

    /// <summary>The fault of this call, or null.</summary>
    /// <param name="operation">What is called.</param>
    /// <param name="tornAt">How much of a write that fails still happens, from 0 to 1.</param>
    public Exception? FaultOf(StorageOperation operation, out double tornAt)
    {
        Before?.Invoke(operation);
        bool named;
        lock (_lock)
        {
            int call = _calls.GetValueOrDefault(operation) + 1;
            _calls[operation] = call;
            named = operation == Failing && FailFrom > 0 && call >= FailFrom;
        }

        tornAt = TornAt;
        return named || (Random?.Fails(operation, out tornAt) ?? false) ? Fault() : null;
    }
}
