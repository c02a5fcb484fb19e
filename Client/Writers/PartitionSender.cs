using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// The shares of one attempt, in the order of their locations. They end together: committed is the attempt when all of them are, and when one fails the others
/// are aborted. Owned by the writer, used by its task.
/// </summary>
internal sealed class PartitionSender
{
    private readonly ResultPartitionId _partition;
    private readonly int _subpartitionCount;

    /// <param name="partition">What is written, as the engine names it.</param>
    /// <param name="subpartitionCount">For how many consumers.</param>
    /// <param name="shares">At least one. Taken over.</param>
    public PartitionSender(ResultPartitionId partition, int subpartitionCount, ShareSender[] shares)
    {
        _partition = partition;
        _subpartitionCount = subpartitionCount;
        Shares = shares;
        Committed = CommitAsync();
    }

    /// <summary>All of them: whatever is for every consumer goes to each.</summary>
    public ShareSender[] Shares { get; }

    /// <summary>Completes with the receipt of the attempt, or fails with the first failure of a share.</summary>
    public Task<PartitionReceipt> Committed { get; }

    /// <summary>The share that holds a subpartition.</summary>
    public ShareSender ShareOf(int subpartition) => Shares[SubpartitionShares.ShareOf(_subpartitionCount, Shares.Length, subpartition)];

    /// <summary>What follows is a new region.</summary>
    public void StartRegion()
    {
        foreach (ShareSender share in Shares)
        {
            share.StartRegion();
        }
    }

    /// <summary>Nothing follows for a while: what the channels have kept back to send together goes now.</summary>
    public void Push()
    {
        foreach (ShareSender share in Shares)
        {
            share.Push();
        }
    }

    /// <summary>Everything is sent: see <see cref="Committed"/>.</summary>
    public void Finish()
    {
        foreach (ShareSender share in Shares)
        {
            share.Finish();
        }
    }

    /// <exception cref="PartitionException">Writing has failed.</exception>
    public void ThrowIfFailed()
    {
        if (Committed.IsFaulted)
        {
            throw Committed.Exception.InnerException!;
        }
    }

    /// <summary>Gives up whatever has not ended. Completes when none of the pool's chunks is on its way any more.</summary>
    public async Task AbortAsync()
    {
        await Task.WhenAll(Shares.Select(share => share.AbortAsync()));

        // Whoever gives up has nobody to tell that it has ended so.
        await ((Task)Committed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Gives the connections back. After the end.</summary>
    public void Close()
    {
        foreach (ShareSender share in Shares)
        {
            share.Dispose();
        }
    }

    private async Task<PartitionReceipt> CommitAsync()
    {
        Dictionary<Task<PartitionReceipt>, ShareSender> ends = Shares.ToDictionary(share => share.Ended);
        await foreach (Task<PartitionReceipt> ended in Task.WhenEach(ends.Keys))
        {
            try
            {
                await ended;
            }
            catch (ShuffleException e)
            {
                // One share less is no output: the others need not go on, and must not be committed if that can still be avoided.
                Array.ForEach(Shares, share => _ = share.AbortAsync());
                throw new PartitionException(_partition, e.Code, $"Writing {_partition} to {ends[ended].Worker} failed: {e.Message}", e);
            }
        }

        return PartitionReceipt.Combine(await Task.WhenAll(Shares.Select(share => share.Ended)));
    }
}
