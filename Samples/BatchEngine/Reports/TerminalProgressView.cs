using System.Threading.Channels;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using Spectre.Console;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>
/// Progress as a bar for each stage, on a terminal. The terminal is drawn by one task, which takes updates from a short queue and drops old ones.
/// </summary>
internal sealed class TerminalProgressView : IProgressView
{
    private const int MaxWaiting = 64;

    private readonly IAnsiConsole _console;
    private readonly Channel<JobProgress> _updates
        = Channel.CreateBounded<JobProgress>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Task _drawing;

    public TerminalProgressView(IAnsiConsole console)
    {
        _console = console;
        _drawing = console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(DrawAsync);
    }

    public void Say(string text) => _console.MarkupLineInterpolated($"[grey]{text}[/]");

    public void Show(JobProgress progress) => _updates.Writer.TryWrite(progress);

    public async ValueTask DisposeAsync()
    {
        _updates.Writer.TryComplete();
        await _drawing;
    }

    private async Task DrawAsync(ProgressContext context)
    {
        Dictionary<string, ProgressTask> bars = [];
        await foreach (JobProgress progress in _updates.Reader.ReadAllAsync())
        {
            foreach (StageProgress stage in progress.Stages)
            {
                if (!bars.TryGetValue(stage.Name, out ProgressTask? bar))
                {
                    bars[stage.Name] = bar = context.AddTask(stage.Name, autoStart: false, maxValue: stage.TaskCount);
                }

                if (!bar.IsStarted && stage.RunningCount + stage.FinishedCount > 0)
                {
                    bar.StartTask();
                }

                bar.Description = Markup.Escape(ProgressText.Of(stage));
                bar.Value = stage.FinishedCount;
            }
        }
    }
}
