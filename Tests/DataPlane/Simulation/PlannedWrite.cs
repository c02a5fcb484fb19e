using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>One attempt over a connection of its own: written to its end, given up with a word, or left without one.</summary>
internal sealed class PlannedWrite(SamplePartition partition, PlannedEnd end)
{
    private long _credit;

    /// <summary>Writes it as planned, or until an error comes.</summary>
    public async Task<WriteEnd> RunAsync(DeviceWorker worker)
    {
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        _credit = client.Reply.InitialWriteCredit;
        await client.SayAsync(1, partition.Open);
        int frames = end == PlannedEnd.Finish ? partition.Frames.Count : partition.Frames.Count / 2;
        ShuffleErrorCode code = await SendAsync(client, frames);
        if (code != ShuffleErrorCode.None || end == PlannedEnd.Leave)
        {
            return new WriteEnd(code, IsFinishSent: false);
        }

        bool finishes = end == PlannedEnd.Finish;
        await (finishes ? client.SayAsync(1, new FinishWriteMessage(partition.Receipt)) : client.SayAsync(1, default(AbortWriteMessage)));
        return new WriteEnd(await EndAsync(client), finishes);
    }

    private async Task<ShuffleErrorCode> SendAsync(RawClient client, int frames)
    {
        long waiting = partition.Frames.Take(frames).Sum(frame => (long)frame.Bytes.Length);
        foreach (SampleFrame frame in partition.Frames.Take(frames))
        {
            while (_credit < frame.Bytes.Length)
            {
                await client.SayAsync(1, new BacklogMessage(waiting));
                RawMessage answer = await client.ReceiveAsync();
                if (answer.Type == MessageType.ChannelError)
                {
                    return CodeOf(answer);
                }

                _credit += answer.As<AddCreditMessage>().Bytes;
            }

            await client.SendAsync(new Script().Data(1, frame.Bytes));
            _credit -= frame.Bytes.Length;
            waiting -= frame.Bytes.Length;
        }

        return ShuffleErrorCode.None;
    }

    private async Task<ShuffleErrorCode> EndAsync(RawClient client)
    {
        RawMessage message = await client.ReceiveAsync();
        while (message.Type == MessageType.AddCredit)
        {
            message = await client.ReceiveAsync();
        }

        if (message.Type == MessageType.ChannelError)
        {
            return CodeOf(message);
        }

        Assert.Equal(partition.Receipt, message.As<WriteCommittedMessage>().Receipt);
        return ShuffleErrorCode.None;
    }

    private static ShuffleErrorCode CodeOf(RawMessage message) => message.As<ChannelErrorMessage>().Error.Code;
}
