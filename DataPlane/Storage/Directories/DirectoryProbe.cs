using System.Buffers.Binary;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Health;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// Checks one data directory by doing with a small file what is done with partitions: create, write, sync, read back, delete. Runs on the directory's own I/O
/// threads, so that a disk on which they all hang shows as a check that does not come back. One check at a time. What it reads comes from the page
/// cache: a disk that writes well and reads badly is found by the reads of partitions.
/// </summary>
internal sealed class DirectoryProbe(IStorageDevice device, DirectoryHealth health, TimeProvider time) : IDiskWork
{
    /// <summary>Its file: never taken for a partition, and always the same, so that each check clears away what a killed process has left.</summary>
    public const string FileName = WorkerFileNames.HealthCheck;

    private const int ProbeBytes = 4096;

    private readonly byte[] _written = new byte[ProbeBytes];
    private readonly byte[] _read = new byte[ProbeBytes];
    private long _begun;
    private ulong _number;
    private int _outstanding;

    /// <summary>Begins a check, unless the last one has not come back: then that is what there is to tell.</summary>
    public void Begin(DiskQueue queue)
    {
        if (Interlocked.Exchange(ref _outstanding, 1) == 1)
        {
            health.OnCheckOverdue(time.GetElapsedTime(Volatile.Read(ref _begun)));
            return;
        }

        Volatile.Write(ref _begun, time.GetTimestamp());
        if (!queue.TryEnqueue(this, DiskPriority.First))
        {
            Volatile.Write(ref _outstanding, 0);
        }
    }

    public void Run()
    {
        long begun = time.GetTimestamp();
        try
        {
            bool same = WriteAndReadBack();
            if (same)
            {
                health.OnCheckPassed(time.GetElapsedTime(begun));
            }
            else
            {
                health.OnFailed("a check read back other bytes than it had written");
            }
        }
        catch (Exception e) when (DiskFailure.IsFull(e) || DiskFailure.IsTooManyFiles(e))
        {
            // Nothing is wrong with the disk; whether it has room is another question, with an answer of its own.
            health.OnCheckPassed(time.GetElapsedTime(begun));
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            health.OnFailed($"a check failed: {e.Message}");
        }
        finally
        {
            Volatile.Write(ref _outstanding, 0);
        }
    }

    private bool WriteAndReadBack()
    {
        FillAnew();
        device.Delete(FileName);
        try
        {
            using IStorageFile file = device.Create(FileName);
            file.Write(_written, 0);
            file.Sync();
            file.Read(_read, 0);
        }
        finally
        {
            device.Delete(FileName);
        }

        return _read.AsSpan().SequenceEqual(_written);
    }

    // Other bytes each time: old ones must not pass for new ones.
    private void FillAnew()
    {
        _number++;
        for (int offset = 0; offset < ProbeBytes; offset += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_written.AsSpan(offset), (_number << 16) + (ulong)offset);
        }

        Array.Clear(_read);
    }
}
