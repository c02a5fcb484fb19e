using System.Diagnostics;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.Client.Remote.Batching;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// Sends batches of allocations and releases of one job. Callers that happen to share a batch must not share each other's mistakes: a batch that is refused
/// for what one item says is halved until the item stands alone, which is safe because the calls are idempotent.
/// </summary>
internal sealed class PartitionAllocator(IShuffleControlPlane controlPlane, JobId job, JobInstanceId instance)
{
    public Task AllocateAsync(ArraySegment<CoalescedCall<PartitionRequest, PartitionAllocation>> calls, CancellationToken cancellationToken)
        => DivideAsync(calls, AllocateWholeAsync, cancellationToken);

    public Task ReleaseAsync(ArraySegment<CoalescedCall<PartitionAttemptId, bool>> calls, CancellationToken cancellationToken)
        => DivideAsync(calls, ReleaseWholeAsync, cancellationToken);

    private async Task AllocateWholeAsync(ArraySegment<CoalescedCall<PartitionRequest, PartitionAllocation>> calls, CancellationToken cancellationToken)
    {
        using Activity? span = ClientSpans.StartCall("allocate_partitions", job, calls.Count);
        var request = new PartitionAllocationRequest(job, instance, [.. calls.Select(call => call.Item)]);
        PartitionAllocationReply reply = await controlPlane.AllocatePartitionsAsync(request, cancellationToken).ConfigureAwait(false);
        if (reply.Allocations.Count != calls.Count)
        {
            throw new ShuffleException(
                ShuffleErrorCode.MalformedMessage,
                $"Job {job} asked for {calls.Count} partitions and was given {reply.Allocations.Count}; the control plane does not keep its contract.");
        }

        for (int callIndex = 0; callIndex < calls.Count; callIndex++)
        {
            calls[callIndex].Complete(reply.Allocations[callIndex]);
        }
    }

    private async Task ReleaseWholeAsync(ArraySegment<CoalescedCall<PartitionAttemptId, bool>> calls, CancellationToken cancellationToken)
    {
        using Activity? span = ClientSpans.StartCall("release_partitions", job, calls.Count);
        var request = new PartitionReleaseRequest(job, instance, [.. calls.Select(call => call.Item)]);
        await controlPlane.ReleasePartitionsAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (CoalescedCall<PartitionAttemptId, bool> call in calls)
        {
            call.Complete(true);
        }
    }

    private static async Task DivideAsync<TItem, TResult>(
        ArraySegment<CoalescedCall<TItem, TResult>> calls,
        Func<ArraySegment<CoalescedCall<TItem, TResult>>, CancellationToken, Task> sendWhole,
        CancellationToken cancellationToken)
    {
        try
        {
            await sendWhole(calls, cancellationToken).ConfigureAwait(false);
        }
        catch (ShuffleException error) when (calls.Count > 1 && MayConcernOneItem(error.Code))
        {
            int half = calls.Count / 2;
            await DivideAsync(calls[..half], sendWhole, cancellationToken).ConfigureAwait(false);
            await DivideAsync(calls[half..], sendWhole, cancellationToken).ConfigureAwait(false);
        }
        catch (ShuffleException error)
        {
            foreach (CoalescedCall<TItem, TResult> call in calls)
            {
                call.Fail(error);
            }
        }
    }

    private static bool MayConcernOneItem(ShuffleErrorCode code)
        => code is ShuffleErrorCode.InvalidRequest or ShuffleErrorCode.StaleEpoch
            or ShuffleErrorCode.UnsupportedPartitionKind or ShuffleErrorCode.ConcurrentWriter;
}
