using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Cli.Output;

/// <summary>How many columns of a terminal a text takes: letters of East Asia and pictures two, marks that combine none.</summary>
internal static class DisplayWidth
{
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6),
        (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, or its beginning and an ellipsis where it is wider.</summary>
    public static string Cut(string text, int columns)
    {
        if (Of(text) <= columns)
        {
            return text;
        }

        StringBuilder cut = new();
        int left = columns - 1;
        foreach (Rune rune in text.EnumerateRunes())
        {
            left -= Of(rune);
            if (left < 0)
            {
                break;
            }

            cut.Append(rune);
        }

        return cut.Append('…').ToString();
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : Wide.Any(range => rune.Value >= range.First && rune.Value <= range.Last) ? 2
        : 1;
}
