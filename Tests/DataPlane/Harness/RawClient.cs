using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A client of the data-plane protocol as docs/protocol.md tells it, over a bare socket: independent of the production client, and able to say wrong things.
/// Checks the checksum of everything it
/// receives. One test drives it.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private bool _preambleRead;

    private RawClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public HelloReplyMessage Reply { get; private set; }

    public static async Task<RawClient> ConnectAsync(IPEndPoint endpoint)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint);
        return new RawClient(socket);
    }

    public async Task GreetAsync(ConnectionDirection direction)
    {
        await SendAsync(Script.Greeting(direction));
        await ExpectHelloReplyAsync();
    }

    public async Task ExpectHelloReplyAsync() => Reply = (await ReceiveAsync()).As<HelloReplyMessage>();

    public Task SendAsync(Script script) => SendAsync(script.Bytes);

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask().OrFail();

    public Task SayAsync<TMessage>(uint channel, TMessage message)
        where TMessage : struct, IMessage<TMessage>
        => SendAsync(new Script().Say(channel, message));

    /// <summary>The next message.</summary>
    /// <exception cref="EndOfStreamException">The worker has closed the connection.</exception>
    public async Task<RawMessage> ReceiveAsync()
    {
        if (!_preambleRead)
        {
            await ReceivePreambleAsync();
        }

        byte[] headerBytes = await ReadAsync(MessageHeader.Length);
        Assert.True(MessageHeader.TryRead(headerBytes, out MessageHeader header));
        byte[] body = await ReadAsync(header.BodyLength);
        Assert.Equal(header.Checksum, MessageHeader.ControlChecksum(headerBytes, header.IsData ? [] : body));
        return new RawMessage(header.Type, header.Channel, body);
    }

    /// <summary>The worker's first bytes: it is serving the connection.</summary>
    public async Task ReceivePreambleAsync()
    {
        byte[] preamble = await ReadAsync(ConnectionPreamble.Length);
        Assert.True(preamble.AsSpan().SequenceEqual(ConnectionPreamble.Bytes));
        _preambleRead = true;
    }

    public async Task<TMessage> ExpectAsync<TMessage>(uint channel)
        where TMessage : struct, IMessage<TMessage>
    {
        RawMessage message = await ReceiveAsync();
        TMessage expected = message.As<TMessage>();
        Assert.Equal(channel, message.Channel);
        return expected;
    }

    /// <summary>Like <see cref="ExpectAsync"/>, past grants and pings that come in between.</summary>
    public async Task<TMessage> ExpectAfterGrantsAsync<TMessage>(uint channel)
        where TMessage : struct, IMessage<TMessage>
    {
        RawMessage message;
        do
        {
            message = await ReceiveAsync();
        }
        while (message.Type is MessageType.AddCredit or MessageType.Ping);
        Assert.Equal(channel, message.Channel);
        return message.As<TMessage>();
    }

    public async Task ExpectErrorAsync(uint channel, ShuffleErrorCode code)
    {
        ErrorDetail error = (await ExpectAfterGrantsAsync<ChannelErrorMessage>(channel)).Error;
        Assert.True(code == error.Code, $"Expected {code}, got {error}.");
    }

    /// <summary>The worker says goodbye with this code, and closes.</summary>
    public async Task ExpectGoodbyeAsync(ShuffleErrorCode code)
    {
        ErrorDetail error = (await ReceiveAsync()).As<GoodbyeMessage>().Error;
        Assert.True(code == error.Code, $"Expected {code}, got {error}.");
        await ExpectEndAsync();
    }

    public async Task ExpectGoodbyeAfterPingsAsync(ShuffleErrorCode code)
    {
        RawMessage message = await ReceiveAsync();
        while (message.Type == MessageType.Ping)
        {
            message = await ReceiveAsync();
        }

        Assert.Equal(code, message.As<GoodbyeMessage>().Error.Code);
        await ExpectEndAsync();
    }

    /// <summary>The worker closes without another word.</summary>
    public async Task ExpectEndAsync() => await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(1));

    /// <summary>Takes whatever comes until the worker closes.</summary>
    public async Task ReadToTheEndAsync() => await Assert.ThrowsAnyAsync<IOException>(async () =>
    {
        while (true)
        {
            await ReceiveAsync();
        }
    });

    /// <summary>A ping is answered after everything that was sent before it: the worker has dealt with all of it.</summary>
    public async Task SettleAsync(ulong token = 7)
    {
        await SayAsync(0, new PingMessage(token));
        Assert.Equal(token, (await ExpectAfterGrantsAsync<PongMessage>(0)).Token);
    }

    /// <summary>Ends the sending direction; the worker sees the end of the stream.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _stream.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().OrFail();
        return bytes;
    }
}
