using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>Something that takes an exchange from producers and gives it to consumers. Known to the runner, which starts its server, and to the client processes.</summary>
public interface ISystemUnderTest
{
    /// <summary>Its name in reports and options: <c>loop</c>, <c>nginx</c>.</summary>
    string Name { get; }

    /// <summary>What it is and with which settings, in one line for the report.</summary>
    string Description { get; }

    /// <summary>Why it cannot run on this machine; null if it can.</summary>
    string? Missing { get; }

    /// <summary>Whether it can do this shape at all.</summary>
    bool Takes(ShuffleShape shape);

    /// <summary>In the runner: starts the server process, if it needs one.</summary>
    /// <param name="directory">An empty folder for its files; the runner deletes it.</param>
    /// <param name="shape">What it will be asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken);

    /// <summary>In a process of its own, <c>serve NAME DIRECTORY</c>: serves until cancelled. A system whose server is another program never hears of this.</summary>
    /// <param name="directory">Where its files go.</param>
    /// <param name="ready">Called once with the address that clients use.</param>
    /// <param name="cancellationToken">The runner has gone, or asks to stop.</param>
    Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken);

    /// <summary>In a client process: the client of a server.</summary>
    /// <param name="address">As the server told.</param>
    IShuffleClient CreateClient(string address);
}
