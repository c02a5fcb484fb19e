using ShuffleOrleans.Client.Orleans.Calls;
using ShuffleOrleans.Client.Orleans.Streams;

namespace ShuffleOrleans.Client.Orleans.ControlPlane;

/// <summary>
/// Waits for the events of a job: the grain knows them and is asked; the job's stream only says when. It is asked at regular times whatever the stream says:
/// a stream may lose an event.
/// </summary>
internal sealed class EventWait(GrainCalls calls, JobBells bells, TimeSpan safetyInterval, TimeProvider time)
{
    /// <param name="query">Has a time to wait.</param>
    /// <param name="look">Asks the grain for the first time: a sign of life.</param>
    /// <param name="lookAgain">Asks it once more while the query waits.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<PartitionEventBatch> RunAsync(
        PartitionEventQuery query,
        Func<CancellationToken, Task<PartitionEventBatch>> look,
        Func<CancellationToken, Task<PartitionEventBatch>> lookAgain,
        CancellationToken cancellationToken)
    {
        JobBell bell = bells.Enter(query.Job);
        try
        {
            return await LookUntilAsync(query, bell.Bell, look, lookAgain, cancellationToken).ConfigureAwait(false);
        }
        catch (ShuffleException error) when (error.Code is ShuffleErrorCode.JobNotFound or ShuffleErrorCode.JobInstanceFenced)
        {
            bells.End(query.Job);
            throw;
        }
        finally
        {
            bells.Leave(bell);
        }
    }

    private async Task<PartitionEventBatch> LookUntilAsync(
        PartitionEventQuery query,
        StreamBell bell,
        Func<CancellationToken, Task<PartitionEventBatch>> look,
        Func<CancellationToken, Task<PartitionEventBatch>> lookAgain,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, calls.Closing);
        long startedAt = time.GetTimestamp();
        while (true)
        {
            Stroke heard = bell.Last;
            PartitionEventBatch batch = await look(cancellationToken).ConfigureAwait(false);
            TimeSpan left = query.Wait - time.GetElapsedTime(startedAt);
            if (batch.Events.Count > 0 || batch.Missed || left <= TimeSpan.Zero)
            {
                return batch;
            }

            await WaitAsync(heard, query.AfterSequence, left, either.Token, cancellationToken).ConfigureAwait(false);
            look = lookAgain;
        }
    }

    private async Task WaitAsync(Stroke heard, long afterSequence, TimeSpan left, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            await heard.WaitForLaterAsync(afterSequence, left < safetyInterval ? left : safetyInterval, time, either).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The owner is closing: the next look says so to the caller.
            return;
        }
    }
}
