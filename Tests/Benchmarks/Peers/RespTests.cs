using System.Text;
using ShuffleOrleans.Benchmarks.Systems.Redis;

namespace ShuffleOrleans.Tests.Benchmarks.Peers;

/// <summary>What Redis is told and answers, byte by byte.</summary>
public sealed class RespTests
{
    // Three answers: a plain one, a list of two strings, an empty string.
    private static readonly byte[] Answers = "+OK\r\n*2\r\n$3\r\na\r\n\r\n$1\r\nx\r\n$0\r\n\r\n"u8.ToArray();

    [Fact]
    public void Answers_AreCounted_WhereverTheyAreCut()
    {
        for (int cut = 0; cut <= Answers.Length; cut++)
        {
            RespReplies replies = new();
            replies.Expect(3);
            int taken = replies.Take(Answers.AsSpan(0, cut));
            taken += replies.Take(Answers.AsSpan(taken));
            Assert.Equal(Answers.Length, taken);
            Assert.True(replies.IsComplete);
            Assert.Equal(4, replies.TakeBytes());
        }
    }

    [Fact]
    public void AnswersThatAreNotExpectedYet_AreLeft()
    {
        RespReplies replies = new();
        replies.Expect(1);
        Assert.Equal("+OK\r\n".Length, replies.Take(Answers));
    }

    [Theory]
    [InlineData("-ERR no\r\n")]
    [InlineData("$-1\r\n")]
    [InlineData("?\r\n")]
    public void ErrorsAndMissingValues_AreThrown(string answer)
    {
        RespReplies replies = new();
        replies.Expect(1);
        Assert.Throws<InvalidDataException>(() => replies.Take(Encoding.ASCII.GetBytes(answer)));
    }

    [Fact]
    public void Commands_AreSentAsTheyStandInTheProtocol()
    {
        RespCommands commands = new();
        commands.Add("SET", ["k"], "abc"u8.ToArray());
        commands.Add("GET", ["key"]);
        string sent = string.Concat(commands.Segments.Select(segment => Encoding.ASCII.GetString(segment)));
        Assert.Equal("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\nabc\r\n*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n", sent);
        Assert.Equal(sent.Length, commands.Bytes);
    }
}
