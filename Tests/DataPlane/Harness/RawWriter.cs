using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// Writes a partition over one channel of a raw client and keeps to the credit it is given. For one channel at a time: it takes every message that comes.
/// </summary>
internal sealed class RawWriter(RawClient client, uint channel, SamplePartition partition)
{
    private long _credit = client.Reply.InitialWriteCredit;

    /// <summary>Bytes that were granted and not used.</summary>
    public long Credit => _credit;

    public async Task WriteAllAsync()
    {
        await OpenAsync();
        await SendFramesAsync();
        await FinishAsync();
    }

    public Task OpenAsync() => client.SayAsync(channel, partition.Open);

    /// <summary>Sends all frames, waiting for credit where it must, announcing what waits.</summary>
    public async Task SendFramesAsync()
    {
        long waiting = partition.Frames.Sum(frame => (long)frame.Bytes.Length);
        foreach (SampleFrame frame in partition.Frames)
        {
            while (_credit < frame.Bytes.Length)
            {
                await client.SayAsync(channel, new BacklogMessage(waiting));
                _credit += (await client.ExpectAsync<AddCreditMessage>(channel)).Bytes;
            }

            await client.SendAsync(new Script().Data(channel, frame.Bytes));
            _credit -= frame.Bytes.Length;
            waiting -= frame.Bytes.Length;
        }
    }

    /// <summary>Takes the next grant.</summary>
    public async Task<int> TakeGrantAsync()
    {
        int bytes = (await client.ExpectAsync<AddCreditMessage>(channel)).Bytes;
        _credit += bytes;
        return bytes;
    }

    public async Task FinishAsync()
    {
        await client.SayAsync(channel, new FinishWriteMessage(partition.Receipt));
        WriteCommittedMessage committed = await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(channel);
        Assert.Equal(partition.Receipt, committed.Receipt);
    }
}
