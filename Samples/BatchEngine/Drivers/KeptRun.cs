namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>A run that is over and stays to be looked at.</summary>
internal static class KeptRun
{
    /// <summary>Waits until somebody presses Enter, the program is told to end, or what was kept is gone. Where nobody can press Enter, only the others count.</summary>
    /// <param name="input">What is typed.</param>
    /// <param name="gone">Ends if what is kept does.</param>
    /// <param name="cancellationToken">The program is told to end.</param>
    public static async Task UntilDismissedAsync(TextReader input, Task gone, CancellationToken cancellationToken)
    {
        using CancellationTokenSource dismissed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task told = Task.Delay(Timeout.InfiniteTimeSpan, dismissed.Token);

        // Reading a terminal blocks a thread; it does not keep the process alive.
        Task<string?> typed = Task.Run(input.ReadLine, CancellationToken.None);
        Task first = await Task.WhenAny(typed, gone, told);
        if (first == typed && await typed is null)
        {
            await Task.WhenAny(gone, told);
        }

        await dismissed.CancelAsync();
    }
}
