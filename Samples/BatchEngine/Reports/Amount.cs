using System.Globalization;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>Byte amounts for people, read and written: <c>1GiB</c>, <c>64MiB</c>, <c>1500</c>.</summary>
public static class Amount
{
    private static readonly (string Name, long Bytes)[] Units = [("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    /// <summary>Reads a number of bytes with or without a unit (KiB, MiB, GiB, TiB; a fraction is allowed before a unit).</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        (string name, long unit) = Units.FirstOrDefault(
            candidate => text.EndsWith(candidate.Name, StringComparison.OrdinalIgnoreCase), (Name: string.Empty, Bytes: 1L));
        string number = text[..^name.Length].Trim();
        NumberStyles style = unit > 1 ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (!decimal.TryParse(number, style, CultureInfo.InvariantCulture, out decimal value) || value >= long.MaxValue / unit)
        {
            return false;
        }

        bytes = (long)(value * unit);
        return true;
    }

    /// <summary>For example <c>1.50 GiB</c>.</summary>
    public static string Format(double bytes)
    {
        (string name, long unit) = Units.FirstOrDefault(candidate => bytes >= candidate.Bytes, (Name: "B", Bytes: 1L));
        return (bytes / unit).ToString(unit == 1 ? "0" : "0.00", CultureInfo.InvariantCulture) + " " + name;
    }
}
