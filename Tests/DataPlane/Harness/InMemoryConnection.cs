using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A connection without a network. Remembers that it was aborted and does nothing else then: its base class would cancel a token from another thread, perhaps
/// after it was disposed.
/// </summary>
internal sealed class InMemoryConnection(string id) : DefaultConnectionContext(id)
{
    public bool IsAborted { get; private set; }

    public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
}
