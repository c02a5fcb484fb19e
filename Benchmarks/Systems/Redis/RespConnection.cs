using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>
/// A connection to Redis (RESP 2). Commands are gathered and sent together, their payloads from where they lie; answers are counted where they arrive. The
/// caller keeps the number of unanswered commands small enough for the sockets' buffers. One task at a time; its owner disposes it.
/// </summary>
internal sealed class RespConnection : IDisposable
{
    private const int ReceiveBytes = 512 * 1024;

    private readonly Socket _socket;
    private readonly RespCommands _commands = new();
    private readonly RespReplies _replies = new();
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(ReceiveBytes, pinned: true);
    private int _begin;
    private int _end;

    private RespConnection(Socket socket) => _socket = socket;

    public static async ValueTask<RespConnection> ConnectAsync(EndPoint server, CancellationToken cancellationToken) =>
        new(await LoopbackSockets.ConnectAsync(server, cancellationToken));

    /// <summary>Adds a command to those that are sent next.</summary>
    public ValueTask AddAsync(string command, ReadOnlySpan<string> arguments, CancellationToken cancellationToken)
    {
        _commands.Add(command, arguments);
        return _commands.IsFull ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Adds a command whose last argument is sent from where it lies: it must not change until all is sent.</summary>
    public ValueTask AddAsync(string command, ReadOnlySpan<string> arguments, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _commands.Add(command, arguments, payload);
        return _commands.IsFull ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Sends what has been added.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_commands.Segments.Count > 0)
        {
            // With a list of segments the socket has no cancellation; closing it ends a send.
            using CancellationTokenRegistration ended = cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), _socket);
            await SendAllAsync();
            _commands.Clear();
        }
    }

    /// <summary>Reads the answer to one command.</summary>
    /// <returns>How many bytes its strings have; 0 for a plain answer.</returns>
    public ValueTask<long> ReadReplyAsync(CancellationToken cancellationToken) => ReadRepliesAsync(1, cancellationToken);

    /// <summary>Reads the answers to the next commands.</summary>
    /// <returns>How many bytes their strings have.</returns>
    public async ValueTask<long> ReadRepliesAsync(int count, CancellationToken cancellationToken)
    {
        _replies.Expect(count);
        while (true)
        {
            _begin += _replies.Take(_received.AsSpan(_begin, _end - _begin));
            if (_replies.IsComplete)
            {
                return _replies.TakeBytes();
            }

            await ReceiveAsync(cancellationToken);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask SendAllAsync()
    {
        int sent = await _socket.SendAsync(_commands.Segments, SocketFlags.None);
        if (sent != _commands.Bytes)
        {
            throw new IOException($"Of {_commands.Bytes} bytes only {sent} were sent.");
        }
    }

    // What is left over is the beginning of a line: a few bytes, moved to the front.
    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        _received.AsSpan(_begin, _end - _begin).CopyTo(_received);
        _end -= _begin;
        _begin = 0;
        int received = await _socket.ReceiveAsync(_received.AsMemory(_end), cancellationToken);
        _end += received > 0 ? received : throw new EndOfStreamException("Redis has closed the connection.");
    }
}
