namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>Turns a wait that would never end into a failure. No test passes or fails by how long something takes within it.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task OrFail(this Task task) => task.WaitAsync(Limit);

    public static Task<T> OrFail<T>(this Task<T> task) => task.WaitAsync(Limit);
}
