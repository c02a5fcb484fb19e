using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>Progress as plain lines, for files and pipes: one when a stage starts or ends, and one every five seconds.</summary>
internal sealed class PlainProgressView(TextWriter output, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _states = [];
    private long _lastShown = time.GetTimestamp();

    public void Say(string text) => output.WriteLine(text);

    public void Show(JobProgress progress)
    {
        bool isDue = time.GetElapsedTime(_lastShown) >= Interval;
        foreach (StageProgress stage in progress.Stages.Where(stage => stage.FinishedCount + stage.RunningCount > 0))
        {
            string state = stage.FinishedCount == stage.TaskCount ? "finished" : "running";
            bool isNew = !_states.TryGetValue(stage.Name, out string? known) || known != state;
            if (isNew || (isDue && state == "running"))
            {
                _states[stage.Name] = state;
                _lastShown = time.GetTimestamp();
                output.WriteLine(ProgressText.Of(stage));
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
