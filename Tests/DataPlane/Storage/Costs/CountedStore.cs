using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Costs;

/// <summary>A store with the options of a worker over a directory that counts its calls; writers are driven without sockets.</summary>
internal sealed class CountedStore : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 256 * 1024 * 1024 });
    private readonly LedgerAccount _account;
    private readonly DamagedFiles _quarantine = new(new QuarantineOptions(), TimeProvider.System, NullLogger.Instance);

    /// <param name="threads">I/O threads.</param>
    /// <param name="appendBuffers">How many buffers of stretches may wait for others.</param>
    /// <param name="maxIdle">How many files of reduce partitions stay open unused.</param>
    public CountedStore(int threads = 1, int appendBuffers = 1000, int maxIdle = 1000)
    {
        StorageOptions options = new() { MinReservedBytes = 0, IoThreadsPerDirectory = threads, MaxIdleReduceFiles = maxIdle };
        Device = new CountingStorageDevice(_directory.Path);
        DataDirectorySet set = new([((IStorageDevice)Device, DiskKind.Ssd)], options);
        Store = new PartitionStore(set, new RecordingObserver(), options, _quarantine, NullLogger.Instance, appends: new AppendMemory(_ledger, appendBuffers));
        Assert.True(_ledger.TryOpenAccount("test", _ledger.TotalBuffers / 2, out _account));
    }

    public CountingStorageDevice Device { get; }

    public PartitionStore Store { get; }

    public int BufferBytes => _ledger.BufferBytes;

    public IPartitionWriter NewWriter(SamplePartition partition)
    {
        OpenWriteMessage open = partition.Open;
        Assert.Equal(ShuffleErrorCode.None, Store.TryBeginWrite(open with { ShareCount = 1 }, out IPartitionWriter? writer));
        return writer!;
    }

    public DirectWrite Begin(SamplePartition partition) => new(NewWriter(partition), partition, _account);

    /// <summary>Has the ledger make its buffers now, and not while somebody counts.</summary>
    public void MakeBuffers()
    {
        LedgerBuffer[] buffers = [.. Enumerable.Range(0, 500).Select(_ => _account.Rent())];
        Array.ForEach(buffers, static buffer => buffer.Release());
    }

    /// <summary>A window for a channel with so many buffers, all of it granted.</summary>
    public ReceiveWindow NewWindow(int buffers)
    {
        Assert.True(_ledger.TryOpenAccount("channel", buffers, out LedgerAccount account));
        ReceiveWindow window = new(account, static () => { }, static () => { });
        window.Grant(0, int.MaxValue);
        return window;
    }

    /// <summary>Bytes arrive on a channel.</summary>
    public static void Fill(ReceiveWindow window, ReadOnlySpan<byte> bytes)
    {
        Assert.True(window.TryConsume(bytes.Length));
        while (!bytes.IsEmpty)
        {
            Span<byte> free = window.NextPlace.Span;
            int length = Math.Min(free.Length, bytes.Length);
            bytes[..length].CopyTo(free);
            window.Advance(length);
            bytes = bytes[length..];
        }
    }

    /// <summary>All of a partition arrives, is flushed as often as wanted, and is committed.</summary>
    public async Task CommitAsync(SamplePartition partition, int flushBytes = int.MaxValue)
    {
        IPartitionWriter writer = NewWriter(partition);
        foreach (SampleFrame frame in partition.Frames)
        {
            writer.Add(frame.Header);
        }

        RecordingFlushOwner owner = new();
        byte[] bytes = partition.Bytes;
        ReceiveWindow window = NewWindow((bytes.Length / BufferBytes) + 1);
        PartitionFlusher flusher = new(writer, window, owner);
        for (int offset = 0; offset < bytes.Length; offset += flushBytes)
        {
            int length = Math.Min(flushBytes, bytes.Length - offset);
            Fill(window, bytes.AsSpan(offset, length));
            if (offset + length < bytes.Length)
            {
                flusher.Flush();
                await owner.FlushedAsync();
            }
        }

        flusher.Finish();
        Assert.Equal(partition.Receipt, await owner.Committed);
        window.Close();
    }

    public void Dispose()
    {
        _quarantine.Dispose();
        Store.Dispose();
        _account.Close();
        _ledger.Dispose();
        _directory.Dispose();
    }
}
