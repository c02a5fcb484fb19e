namespace ShuffleOrleans.Tests.Cluster.Client;

internal sealed class ScriptedCall(object request)
{
    private readonly TaskCompletionSource<object?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public object Request => request;

    public Task<object?> Answer => _answer.Task;

    public void Reply(object? reply) => _answer.SetResult(reply);

    public void Fail(Exception error) => _answer.SetException(error);
}
