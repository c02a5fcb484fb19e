using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Api;

/// <summary>
/// Reads one input of a task: a range of subpartitions of every producer's output (FLIP-31: InputGate). Used by one task, one call at a time. Buffers of a
/// channel come in order; channels are mixed as they
/// arrive.
/// </summary>
public interface IInputGate : IAsyncDisposable
{
    /// <summary>How many producers' outputs it reads.</summary>
    int ChannelCount { get; }

    /// <summary>Whether everything was delivered and verified.</summary>
    bool IsFinished { get; }

    /// <summary>Takes memory. Connections are made and partitions opened at the first poll.</summary>
    ValueTask SetupAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until <see cref="TryPollNext"/> gives something.</summary>
    /// <returns>False when the gate is finished: every channel ended and its receipt agreed.</returns>
    /// <exception cref="PartitionNotFoundException">A partition is gone; names the producer to run again.</exception>
    /// <exception cref="PartitionException">Another error of one partition.</exception>
    /// <exception cref="ShuffleException">Any other error of the service.</exception>
    ValueTask<bool> WaitToPollAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the next buffer or event if one is there. The caller owns the buffer and disposes it soon: it holds memory that producers wait for.
    /// </summary>
    bool TryPollNext(out BufferOrEvent next);
}
