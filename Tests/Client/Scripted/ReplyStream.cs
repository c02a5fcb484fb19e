using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>One reply under way: as many frames at a time as credit allows.</summary>
internal sealed class ReplyStream(ReduceReply reply, in OpenReduceReadMessage request)
{
    // Several frames a message, so that messages and frames do not end together by chance.
    private const int MaxFramesPerBody = 7;

    private int _next = (int)request.ResumeFrame;
    private long _credit = request.InitialCredit;

    public ReduceReply Reply => reply;

    public bool IsCut => _next >= reply.CutBefore;

    public bool IsAtEnd => _next == reply.Frames.Count;

    public void Grant(int bytes) => _credit += bytes;

    /// <summary>The next data body; empty if nothing can be sent now.</summary>
    public byte[] TakeBody()
    {
        List<byte[]> body = [];
        while (!IsAtEnd && !IsCut && body.Count < MaxFramesPerBody && reply.Frames[_next].Length <= _credit)
        {
            _credit -= reply.Frames[_next].Length;
            body.Add(reply.Frames[_next++]);
        }

        return [.. body.SelectMany(frame => frame)];
    }

    public ReadEndMessage End => reply.End;
}
