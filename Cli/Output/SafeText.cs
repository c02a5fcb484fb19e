using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Cli.Output;

/// <summary>
/// Names and reasons are what somebody sent. A terminal obeys control characters (C0, C1, ESC), and people are misled by invisible ones (bidi overrides, zero
/// width): each is replaced, so that what is seen is all there is.
/// </summary>
internal static class SafeText
{
    private const char Replacement = '\uFFFD';

    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        StringBuilder safe = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsSafe(rune))
            {
                safe.Append(rune);
            }
            else
            {
                safe.Append(Replacement);
            }
        }

        return safe.ToString();
    }

    /// <summary>The same JSON, with what is not safe escaped.</summary>
    public static string OfJson(string json)
    {
        StringBuilder safe = new(json.Length);
        foreach (Rune rune in json.EnumerateRunes())
        {
            // Line ends and tabs stand between JSON's words; a string cannot hold them.
            if (IsSafe(rune) || rune.Value is '\n' or '\r' or '\t')
            {
                safe.Append(rune);
                continue;
            }

            foreach (char unit in rune.ToString())
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
        }

        return safe.ToString();
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
