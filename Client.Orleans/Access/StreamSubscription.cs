using Orleans.Streams;

namespace ShuffleOrleans.Client.Orleans.Access;

/// <summary>A subscription that ends when it is disposed.</summary>
internal sealed class StreamSubscription<T>(StreamSubscriptionHandle<T> handle) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => new(handle.UnsubscribeAsync());
}
