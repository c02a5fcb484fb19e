using System.Text;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>What a task polls of small texts: each buffer as "channel/subpartition text", events with a "!".</summary>
internal static class PolledText
{
    public static async Task<List<string>> ReadAsync(TestExecutor executor, SubpartitionRange range, params IReadOnlyList<ShuffleDescriptor> shuffles)
    {
        await using IInputGate gate = await executor.ReadyGateAsync(range, shuffles);
        return await DrainAsync(gate);
    }

    public static async Task<List<string>> DrainAsync(IInputGate gate)
    {
        List<string> read = [];
        while (await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                using NetworkBuffer buffer = next.Buffer;
                read.Add($"{next.ChannelIndex}/{next.Subpartition} {(next.IsEvent ? "!" : "")}{Encoding.UTF8.GetString(buffer.Memory.Span)}");
            }
        }

        Assert.True(gate.IsFinished);
        return read;
    }
}
