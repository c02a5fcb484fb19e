using System.Text.Json;
using ShuffleOrleans.Benchmarks.Processes;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>The runner's view of one client process.</summary>
internal sealed class ClientProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    public ClientProcess(string system, string address, int number) =>
        _process = ChildProcess.Start($"client {number} of {system}", SelfCommand.Role("client", system, address));

    public int Id => _process.Id;

    /// <summary>Gives an order and waits until it is done.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says why.</exception>
    public async Task<ClientAnswer> OrderAsync(ClientOrder order, CancellationToken cancellationToken)
    {
        await _process.TellAsync(JsonSerializer.Serialize(order));
        ClientAnswer answer = JsonSerializer.Deserialize<ClientAnswer>(await _process.HearAsync(cancellationToken))!;
        return answer.Error is null ? answer : throw new InvalidOperationException(answer.Error);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
