using System.Buffers;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>The one text form of an id: exactly 32 lower-case hexadecimal digits. Nothing else is accepted, so an id can safely name a file.</summary>
internal static class IdText
{
    private const int Digits = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Format(Guid value) => value.ToString("N");

    public static TId Parse<TId>(string text)
        where TId : struct, IShuffleId<TId>
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out TId id)
            ? id
            : throw new FormatException($"'{Shorten(text)}' is not a {typeof(TId).Name}: 32 lower-case hexadecimal digits were expected.");
    }

    public static bool TryParse<TId>(string? text, out TId id)
        where TId : struct, IShuffleId<TId>
    {
        if (text is { Length: Digits } && !text.AsSpan().ContainsAnyExcept(HexDigits) && Guid.TryParseExact(text, "N", out Guid value))
        {
            id = TId.FromGuid(value);
            return true;
        }

        id = default;
        return false;
    }

    private static string Shorten(string text) => text.Length <= 48 ? text : string.Concat(text.AsSpan(0, 48), "…");
}
