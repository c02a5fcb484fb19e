using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>Says in words what a channel waits for, and names who is to blame.</summary>
/// <param name="worker">The worker.</param>
/// <param name="ledger">Its memory, with the largest holder.</param>
internal sealed class WaitWords(WorkerId worker, LedgerState ledger)
{
    public Wait Of(InspectedChannel inspected)
    {
        OpenChannel channel = inspected.Answer;
        SubpartitionRange range = new(channel.FirstSubpartition, channel.FirstSubpartition + channel.SubpartitionCount - 1);
        return new Wait(
            channel.Waiting,
            channel.WaitingSeconds,
            Text(inspected),
            worker,
            channel.Job,
            channel.DataSet,
            channel.Index,
            channel.Attempt,
            channel.Direction,
            channel.Direction == ChannelDirection.Read ? $"{range}" : null);
    }

    private string Text(InspectedChannel inspected)
    {
        OpenChannel channel = inspected.Answer;
        string disk = inspected.Disk?.Device.Description ?? "its disk";
        return channel.Waiting switch
        {
            Blocker.NoCredit =>
                $"The reader {channel.Peer} has left a credit of {channel.CreditBytes} bytes, less than its next frame takes: it does not consume what it has.",
            Blocker.SlowReader => $"The reader {channel.Peer} has granted credit, but its connection takes no more bytes.",
            Blocker.SlowWriter => $"The writer {channel.Peer} may send {channel.CreditBytes} bytes and sends nothing.",
            Blocker.Memory =>
                $"The writer {channel.Peer} has {channel.BacklogBytes} bytes ready and a credit of {channel.CreditBytes}; "
                + $"the worker has no free memory{LargestHolder()}.",
            Blocker.DiskQueue => $"The writer {channel.Peer} waits until what it sent is written to {disk}{Queued(inspected)}.",
            Blocker.ColdRead => $"What the reader {channel.Peer} gets next is not in memory and comes from {disk}{Queued(inspected)}.",
            Blocker.Commit => $"Everything of the writer {channel.Peer} is here; the commit on {disk} is under way{Queued(inspected)}.",
            Blocker.Opening => $"What the reader {channel.Peer} wants is being opened.",
            _ => "",
        };
    }

    private string LargestHolder() => ledger.Holders is [LedgerHolder largest, ..]
        ? $": '{largest.Owner}' holds {largest.QuotaBytes} of {ledger.BudgetBytes} bytes, {ledger.WaiterCount} wait"
        : "";

    private static string Queued(InspectedChannel inspected) => inspected.Disk is null
        ? ""
        : $", where {inspected.Disk.Queue.Length} pieces of work wait, {inspected.Disk.Reads.Count} of them reads";
}
