using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>
/// Messages over one connection: each is its length (4 bytes, little-endian) and its JSON in UTF-8. Any thread may send; one receives. Disposing
/// closes the connection, which the other side sees as the end.
/// </summary>
internal sealed class EngineChannel(Stream stream) : IAsyncDisposable
{
    /// <summary>The longest message: 16 MiB. The largest is a deployment with a descriptor for each input, some 500 bytes each.</summary>
    public const int MaxMessageBytes = 16 * 1024 * 1024;

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _length = new byte[sizeof(int)];

    /// <summary>Sends one message whole.</summary>
    /// <exception cref="IOException">The connection is broken or closed.</exception>
    public async Task SendAsync(EngineMessage message, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(message, EngineJson.Default.EngineMessage);
        if (json.Length > MaxMessageBytes)
        {
            throw new InvalidDataException($"A message of {json.Length} bytes is longer than the engine's limit of {MaxMessageBytes}.");
        }

        byte[] framed = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, json.Length);
        json.CopyTo(framed, sizeof(int));
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(framed, cancellationToken);
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("The connection is closed.", e);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>Null when the connection has ended, in order or not.</returns>
    /// <exception cref="InvalidDataException">What came is no message of the engine.</exception>
    public async Task<EngineMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(_length, cancellationToken);
            int length = BinaryPrimitives.ReadInt32LittleEndian(_length);
            if (length is < 2 or > MaxMessageBytes)
            {
                throw new InvalidDataException($"A message of {length} bytes was announced; 2 to {MaxMessageBytes} are allowed.");
            }

            byte[] json = new byte[length];
            await stream.ReadExactlyAsync(json, cancellationToken);
            return JsonSerializer.Deserialize(json, EngineJson.Default.EngineMessage) ?? throw new InvalidDataException("The message is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"A message of the engine could not be read: {e.Message}", e);
        }
        catch (Exception e) when (e is EndOfStreamException or IOException { InnerException: SocketException } or ObjectDisposedException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
