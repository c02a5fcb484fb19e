namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The type byte of a message. Numbers are never reused. An unknown number is an error that names it, never skipped.</summary>
public enum MessageType : byte
{
    /// <summary>Not a type; never valid.</summary>
    None = 0,

    /// <summary>First message of a client.</summary>
    Hello = 0x01,

    /// <summary>First message of a worker.</summary>
    HelloReply = 0x02,

    /// <summary>"Are you there?", from either side.</summary>
    Ping = 0x03,

    /// <summary>The answer to a ping.</summary>
    Pong = 0x04,

    /// <summary>Last message of either side: the connection ends, and why.</summary>
    Goodbye = 0x05,

    /// <summary>Client: begins to write a partition attempt on a new channel.</summary>
    OpenWrite = 0x10,

    /// <summary>Client: all frames are sent; commit if the receipt agrees.</summary>
    FinishWrite = 0x11,

    /// <summary>Worker: committed. The channel has ended.</summary>
    WriteCommitted = 0x12,

    /// <summary>Client: give up; keep nothing. The worker answers with a channel error <c>WriteAborted</c>.</summary>
    AbortWrite = 0x13,

    /// <summary>Client: begins to read, one or many partitions, each on a new channel.</summary>
    OpenRead = 0x20,

    /// <summary>Worker: the partition is there, this much will come.</summary>
    ReadOpened = 0x21,

    /// <summary>Worker: all frames of the range are sent. The channel has ended.</summary>
    ReadEnd = 0x22,

    /// <summary>Client: send no more. The channel has ended; what is under way is dropped on arrival.</summary>
    CloseRead = 0x23,

    /// <summary>Client: begins to read the reduce partitions of some subpartitions on a new channel.</summary>
    OpenReduceRead = 0x24,

    /// <summary>Worker: every contribution the reader named is there, this much will come.</summary>
    ReduceReadOpened = 0x25,

    /// <summary>Worker: a contribution the reader named cannot be read, and why. The channel has ended.</summary>
    ReduceReadFailed = 0x26,

    /// <summary>Frames of one channel, towards the worker when writing and from it when reading. Costs credit.</summary>
    Data = 0x30,

    /// <summary>The receiver of data: that many more bytes may come on this channel.</summary>
    AddCredit = 0x31,

    /// <summary>The sender of data: this many bytes wait for credit.</summary>
    Backlog = 0x32,

    /// <summary>Client: what is opened next belongs to this span of a trace. Only with the feature of that name.</summary>
    TraceContext = 0x33,

    /// <summary>Either side: this channel has failed and ended, and why. Other channels are unharmed.</summary>
    ChannelError = 0x3F,
}
