using System.Text.Json;

namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>
/// A server's end of its standard input: answers the runner's question for the counters of the heap, and says when the runner has gone. Needs nothing but the
/// runtime, since it also runs inside of a program that was not built with this one.
/// </summary>
internal static class ControlLine
{
    /// <summary>The question, and the first word of the answer; the rest of the answer is JSON.</summary>
    public const string Counters = "COUNTERS ";

    /// <summary>The question for the managed bytes that are in use after a collection, and the first word of the answer.</summary>
    public const string Heap = "HEAP ";

    /// <summary>Watches the standard input on a thread of its own: reading a pipe blocks.</summary>
    /// <param name="onEnd">What to do once it ends.</param>
    public static void Watch(Action onEnd) => new Thread(() => Run(onEnd)) { IsBackground = true, Name = "control line" }.Start();

    private static void Run(Action onEnd)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (AnswerTo(line) is { } answer)
            {
                Console.Out.WriteLine(answer);
                Console.Out.Flush();
            }
        }

        onEnd();
    }

    private static string? AnswerTo(string question) => question switch
    {
        Counters => Counters + JsonSerializer.Serialize(ManagedCounters.Read()),
        Heap => Heap + JsonSerializer.Serialize(GC.GetTotalMemory(forceFullCollection: true)),
        _ => null,
    };
}
