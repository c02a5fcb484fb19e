namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>One call of <see cref="ScriptedCalls{TRequest, TReply}"/>.</summary>
internal sealed class ScriptedCall<TRequest, TReply>(TRequest request, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<TReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TRequest Request => request;

    public CancellationToken CancellationToken => cancellationToken;

    public void Reply(TReply reply) => _answer.SetResult(reply);

    public void Fail(Exception error) => _answer.SetException(error);

    public Task<TReply> WaitAsync() => _answer.Task.WaitAsync(cancellationToken);
}
