namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Reads one of a set of names, in whatever case. Numbers are no names.</summary>
/// <typeparam name="TName">The names.</typeparam>
internal static class NameParameter<TName>
    where TName : struct, Enum
{
    private static readonly Dictionary<string, TName> Names
        = Enum.GetValues<TName>().ToDictionary(name => name.ToString(), StringComparer.OrdinalIgnoreCase);

    public static TName? Parse(string? text, string parameter)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Names.TryGetValue(text, out TName name) ? name : throw QueryRules.Invalid($"{parameter} is one of {string.Join(", ", Names.Keys)}.");
    }
}
