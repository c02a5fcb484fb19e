using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Cli.Service;

/// <summary>A path below the service's address, with those parameters that were given.</summary>
internal sealed class ApiPath(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _hasQuery;

    public ApiPath With(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasQuery = true;
        }

        return this;
    }

    public ApiPath With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public ApiPath With(string name, bool value) => With(name, value ? "true" : null);

    public override string ToString() => _text.ToString();
}
