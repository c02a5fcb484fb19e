using System.Threading.Channels;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// Tells the engine of lost partitions, one call at a time: what is lost while a call runs goes with the next. A call that throws ends the loop: an engine
/// that did not hear of a loss would wait for ever.
/// </summary>
internal sealed class PartitionLossLoop(IJobShuffleContext context, PartitionBook book)
{
    // A bell, not a queue: the book holds the losses.
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The book may hold losses to tell. Any thread.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (bool _ in _bell.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
        {
            IReadOnlyList<ResultPartitionId> losses = book.TakeLosses();
            if (losses.Count > 0)
            {
                await context.StopTrackingAndReleasePartitionsAsync(losses, stopping).ConfigureAwait(false);
            }
        }
    }
}
