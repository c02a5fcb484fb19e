using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Opens what a reader asked for: at once if the partition is open already, else on an I/O thread of its directory. Tells exactly one of its three ends, once.
/// Owned by its read channel.
/// </summary>
/// <param name="request">What was asked for.</param>
/// <param name="owner">Who is told.</param>
internal sealed class RangeOpener(IReadRequest request, IRangeOwner owner) : IDiskWork
{
    /// <summary>Begins. The receive loop's: never blocks.</summary>
    public void Start()
    {
        OpenedRange? range;
        try
        {
            range = request.TryOpen();
            if (range is null)
            {
                Queue(request.OpensOn());
                return;
            }
        }
        catch (ShuffleException e)
        {
            owner.OnNotOpened(e);
            return;
        }

        owner.OnOpened(range);
    }

    void IDiskWork.Run()
    {
        OpenedRange range;
        try
        {
            range = request.Open();
        }
        catch (ShuffleException e)
        {
            owner.OnNotOpened(e);
            return;
        }

        owner.OnOpened(range);
    }

    private void Queue(DataDirectory directory)
    {
        switch (directory.Queue.Admit(this, DiskPriority.First))
        {
            case DiskAdmission.Full:
                owner.OnRefused(ShuffleErrorCode.TooManyChannels, $"{directory.Device.Description} has more work queued than it may: try again.");
                break;
            case DiskAdmission.Ended:
                owner.OnRefused(ShuffleErrorCode.WorkerStopping, "The worker is stopping.");
                break;
        }
    }
}
