using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// What a new process makes of the files it finds: committed partitions, known by their footers, are offered again; partial files are removed; a damaged file
/// is set aside under another name and never
/// silently deleted.
/// </summary>
internal sealed partial class PartitionStore
{
    /// <summary>Looks through all directories. Blocking; before the first channel.</summary>
    public void Recover()
    {
        foreach (DataDirectory directory in _directories.All)
        {
            Recover(directory);
        }
    }

    private void Recover(DataDirectory directory)
    {
        int recovered = 0;
        int partials = 0;
        int corrupt = 0;
        foreach (string name in directory.Device.List())
        {
            if (PartitionFileName.IsPartial(name))
            {
                directory.Device.Delete(name);
                partials++;
            }
            else if (PartitionFileName.IsCommitted(name))
            {
                if (TryRecover(directory, name))
                {
                    recovered++;
                }
                else
                {
                    corrupt++;
                }
            }
        }

        directory.RefreshFreeBytes();
        if (recovered + partials + corrupt > 0)
        {
            LogRecovered(directory.Device.Description, recovered, partials, corrupt);
        }
    }

    private bool TryRecover(DataDirectory directory, string name)
    {
        try
        {
            using IStorageFile file = directory.Device.Open(name);
            (PartitionFileHeader header, PartitionFileFooter footer) = PartitionFileReader.ReadEnds(file, name);
            if (PartitionFileName.Of(header.Attempt) != name)
            {
                throw new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{name}: the file holds {header.Attempt}.");
            }

            _attempts.Add(new StoredAttempt(header.Attempt, header.SubpartitionCount, directory) { Receipt = footer.Receipt, FileBytes = file.Length });
            directory.OnStored(file.Length);
            return true;
        }
        catch (ShuffleException e)
        {
            SetAside(directory, name, e.Message);
            return false;
        }
    }

    private void SetAside(DataDirectory directory, string name, string reason)
    {
        string aside = name + PartitionFileName.CorruptExtension;
        try
        {
            directory.Device.Rename(name, aside);
            LogSetAside(directory.Device.Description, name, aside, reason);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            directory.OnFailed();
            LogNotSetAside(directory.Device.Description, name, e.Message);
        }
    }
}
