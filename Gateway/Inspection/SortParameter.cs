using System.Text.Json;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Reads <c>sort=field</c> and, for the opposite order, <c>sort=-field</c>.</summary>
/// <typeparam name="TField">The fields that there are; in the address with a lower-case first letter.</typeparam>
internal static class SortParameter<TField>
    where TField : struct, Enum
{
    private static readonly Dictionary<string, TField> Fields
        = Enum.GetValues<TField>().ToDictionary(field => JsonNamingPolicy.CamelCase.ConvertName(field.ToString()), StringComparer.Ordinal);

    public static (TField Field, bool Descending) Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (default, false);
        }

        bool descending = text[0] == '-';
        return Fields.TryGetValue(descending ? text[1..] : text, out TField field)
            ? (field, descending)
            : throw QueryRules.Invalid($"sort knows {string.Join(", ", Fields.Keys)}, each also with a - before it.");
    }
}
