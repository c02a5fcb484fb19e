using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;

namespace ShuffleOrleans.Cli.Invocation;

/// <summary>What one run of a verb works with. Ends with the run.</summary>
internal sealed class Session : IDisposable
{
    private readonly Lazy<ServiceApi> _api;
    private readonly Lazy<IdFinder> _ids;

    public Session(Surroundings surroundings, Screen screen, bool json, Func<ServiceApi> connect)
    {
        Surroundings = surroundings;
        Screen = screen;
        Warnings = new Screen(surroundings.Error, colours: false, isTerminal: true);
        IsJson = json;
        _api = new Lazy<ServiceApi>(connect);
        _ids = new Lazy<IdFinder>(() => new IdFinder(Api));
    }

    public Surroundings Surroundings { get; }

    public TimeProvider Time => Surroundings.Time;

    /// <summary>Where answers go.</summary>
    public Screen Screen { get; }

    /// <summary>Where what is no answer goes.</summary>
    public Screen Warnings { get; }

    /// <summary>Whether a program reads the answers.</summary>
    public bool IsJson { get; }

    /// <summary>The service. The first use reads address and token.</summary>
    public ServiceApi Api => _api.Value;

    /// <summary>Ids that were typed.</summary>
    public IdFinder Ids => _ids.Value;

    /// <summary>Shows an answer: as it came to a program, drawn to a person.</summary>
    public void Show<T>(Answer<T> answer, Action<T> draw)
    {
        if (IsJson)
        {
            Screen.Json(answer.Json);
        }
        else
        {
            draw(answer.Value);
        }
    }

    public void Dispose()
    {
        if (_api.IsValueCreated)
        {
            _api.Value.Dispose();
        }
    }
}
