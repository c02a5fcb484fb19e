using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>Polls a gate as a task does and records what comes, by channel and subpartition.</summary>
internal sealed class GateReader
{
    private readonly IInputGate _gate;
    private readonly SubpartitionRange _range;
    private readonly Dictionary<(int Channel, int Subpartition), Recorded> _recorded = [];

    public GateReader(IInputGate gate, SubpartitionRange range)
    {
        _gate = gate;
        _range = range;
    }

    public int BufferCount { get; private set; }

    public async Task ReadToEndAsync()
    {
        while (await _gate.WaitToPollAsync())
        {
            while (_gate.TryPollNext(out BufferOrEvent next))
            {
                Take(next);
            }
        }

        Assert.True(_gate.IsFinished);
    }

    /// <summary>Takes one more buffer; false at the end.</summary>
    public async Task<bool> ReadOneAsync()
    {
        while (await _gate.WaitToPollAsync())
        {
            if (_gate.TryPollNext(out BufferOrEvent next))
            {
                Take(next);
                return true;
            }
        }

        return false;
    }

    public void Take(BufferOrEvent next)
    {
        using NetworkBuffer buffer = next.Buffer;
        Assert.True(_range.Contains(next.Subpartition));
        BufferCount++;
        if (!_recorded.TryGetValue((next.ChannelIndex, next.Subpartition), out Recorded? recorded))
        {
            _recorded.Add((next.ChannelIndex, next.Subpartition), recorded = new Recorded());
        }

        if (next.IsEvent)
        {
            recorded.Event(buffer.Memory.Span);
        }
        else
        {
            recorded.Data(buffer.Memory.Span);
        }
    }

    public void MustEqual(IReadOnlyList<OutputModel> models)
    {
        Assert.Equal(models.Count, _gate.ChannelCount);
        for (int channel = 0; channel < models.Count; channel++)
        {
            for (int subpartition = _range.First; subpartition <= _range.Last; subpartition++)
            {
                Recorded actual = _recorded.GetValueOrDefault((channel, subpartition)) ?? new Recorded();
                models[channel][subpartition].MustEqual(actual, $"Channel {channel}, subpartition {subpartition}");
            }
        }
    }
}
