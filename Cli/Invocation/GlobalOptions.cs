using System.CommandLine;

namespace ShuffleOrleans.Cli.Invocation;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    private const string DefaultService = "http://127.0.0.1:8090";

    private readonly Option<string?> _service = new("--service")
    {
        Description = $"Address of any node. Default: SHUFFLE_SERVICE, else {DefaultService}.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = "File whose first line is the token. Default: the variable SHUFFLE_TOKEN.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the answer's JSON as it came.", Recursive = true };

    private readonly Option<bool> _noColour = new("--no-color") { Description = "No colours, as with the variable NO_COLOR.", Recursive = true };

    public void AddTo(Command root)
    {
        root.Options.Add(_service);
        root.Options.Add(_tokenFile);
        root.Options.Add(_json);
        root.Options.Add(_noColour);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Colours are for a terminal whose owner did not decline them.</summary>
    public bool HasColours(ParseResult parsed, Surroundings surroundings) =>
        surroundings.OutIsTerminal
        && !parsed.GetValue(_noColour)
        && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"))
        && surroundings.Variable("TERM") != "dumb";

    /// <exception cref="MisuseException">It is no address that the program can speak to.</exception>
    public Uri ServiceOf(ParseResult parsed, Surroundings surroundings)
    {
        string text = parsed.GetValue(_service) ?? NotEmpty(surroundings.Variable("SHUFFLE_SERVICE")) ?? DefaultService;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            ? new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/")
            : throw new MisuseException($"That is not the address of a service: one looks like {DefaultService}, without user name or password.");
    }

    /// <exception cref="MisuseException">There is a token that cannot be one.</exception>
    public string? TokenOf(ParseResult parsed, Surroundings surroundings) => parsed.GetValue(_tokenFile) is { } file
        ? TokenSource.Read(file)
        : TokenSource.Check(NotEmpty(surroundings.Variable("SHUFFLE_TOKEN")), "the variable SHUFFLE_TOKEN");

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
