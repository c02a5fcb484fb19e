using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>Many writers on one connection at once, each sending whenever its own credit allows.</summary>
internal sealed class ChannelCrowd(RawClient client, IReadOnlyList<SamplePartition> partitions)
{
    private readonly int[] _next = new int[partitions.Count];
    private readonly long[] _credit = new long[partitions.Count];
    private int _committed;

    /// <summary>Writes all of them until each is committed.</summary>
    /// <param name="heard">Runs after each message.</param>
    public async Task WriteAllAsync(Action heard)
    {
        for (int i = 0; i < partitions.Count; i++)
        {
            _credit[i] = client.Reply.InitialWriteCredit;
            await client.SayAsync((uint)i + 1, partitions[i].Open);
        }

        // All of them are open at once before the first has sent anything.
        for (int i = 0; i < partitions.Count; i++)
        {
            await SendAsync(i);
        }

        while (_committed < partitions.Count)
        {
            RawMessage message = await client.ReceiveAsync();
            heard();
            int i = (int)message.Channel - 1;
            if (message.Type == MessageType.AddCredit)
            {
                _credit[i] += message.As<AddCreditMessage>().Bytes;
                await SendAsync(i);
            }
            else
            {
                Assert.Equal(partitions[i].Receipt, message.As<WriteCommittedMessage>().Receipt);
                _committed++;
            }
        }
    }

    private async Task SendAsync(int i)
    {
        IReadOnlyList<SampleFrame> frames = partitions[i].Frames;
        if (_next[i] == frames.Count)
        {
            return;
        }

        Script script = new();
        while (_next[i] < frames.Count && frames[_next[i]].Bytes.Length <= _credit[i])
        {
            byte[] frame = frames[_next[i]++].Bytes;
            _credit[i] -= frame.Length;
            script.Data((uint)i + 1, frame);
        }

        if (_next[i] == frames.Count)
        {
            script.Say((uint)i + 1, new FinishWriteMessage(partitions[i].Receipt));
        }
        else
        {
            script.Say((uint)i + 1, new BacklogMessage(frames.Skip(_next[i]).Sum(frame => (long)frame.Bytes.Length)));
        }

        await client.SendAsync(script);
    }
}
