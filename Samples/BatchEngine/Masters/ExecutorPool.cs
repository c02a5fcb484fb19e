using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>The executors of a job that are there now, and the CPU time of all that ever were. Owned by the <see cref="JobRun"/>, used in turns.</summary>
internal sealed class ExecutorPool(TurnQueue turns)
{
    private readonly Dictionary<string, ExecutorConnection> _executors = [];
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _cpuSecondsOfGone;
    private bool _isClosing;

    /// <summary>Ends when the pool was closed and the last executor has gone.</summary>
    public Task Emptied => _emptied.Task;

    public double CpuSeconds => _cpuSecondsOfGone + _executors.Values.Sum(executor => executor.CpuSeconds);

    public ExecutorConnection this[string name] => _executors[name];

    /// <summary>Takes an executor in; one that comes after the close is sent away.</summary>
    /// <exception cref="InvalidDataException">The name is taken.</exception>
    public void Add(ExecutorConnection executor)
    {
        if (!_executors.TryAdd(executor.Name, executor))
        {
            throw new InvalidDataException($"An executor named {executor.Name} is there already.");
        }

        if (_isClosing)
        {
            SendAway(executor);
        }
    }

    /// <returns>False if it was not in the pool.</returns>
    public bool Remove(ExecutorConnection executor)
    {
        if (!_executors.TryGetValue(executor.Name, out ExecutorConnection? known) || known != executor)
        {
            return false;
        }

        _executors.Remove(executor.Name);
        _cpuSecondsOfGone += executor.CpuSeconds;
        CompleteIfEmptied();
        return true;
    }

    /// <summary>Sends everybody away.</summary>
    public void Close()
    {
        _isClosing = true;
        foreach (ExecutorConnection executor in _executors.Values)
        {
            SendAway(executor);
        }

        CompleteIfEmptied();
    }

    /// <summary>Tells the executor that holds an output itself, if one does, that nobody needs it any more.</summary>
    public void Release(ShuffleDescriptor output)
    {
        if (output.StoresLocalResourcesOn is { } holder && _executors.TryGetValue(holder, out ExecutorConnection? executor))
        {
            Send(executor, new ReleasePartitions([output.ResultPartition]));
        }
    }

    private void CompleteIfEmptied()
    {
        if (_isClosing && _executors.Count == 0)
        {
            _emptied.TrySetResult();
        }
    }

    private void SendAway(ExecutorConnection executor) => Send(executor, new ShutDown());

    private void Send(ExecutorConnection executor, EngineMessage message) => turns.RunBeside(async cancellationToken =>
    {
        try
        {
            await executor.Channel.SendAsync(message, cancellationToken);
        }
        catch (IOException)
        {
            // It has gone by itself, with all it held: what was asked is so.
            return;
        }
    });
}
