using System.Globalization;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Output;

/// <summary>Numbers for people; programs take --json.</summary>
internal static class Figures
{
    public const string None = "-";

    private static readonly string[] ByteUnits = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Bytes(long? bytes)
    {
        if (bytes is not { } value)
        {
            return None;
        }

        if (Math.Abs(value) < 1024)
        {
            return Invariant($"{value} B");
        }

        double scaled = value / 1024d;
        int unit = 0;
        while (Math.Abs(scaled) >= 1023.95 && unit < ByteUnits.Length - 1)
        {
            scaled /= 1024;
            unit++;
        }

        return Invariant($"{scaled:F1} {ByteUnits[unit]}");
    }

    public static string Rate(double bytesPerSecond) => Bytes((long)bytesPerSecond) + "/s";

    public static string Count(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? None;

    public static string Ratio(double? ratio) => ratio?.ToString("F2", CultureInfo.InvariantCulture) ?? None;

    public static string Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9)) switch
    {
        { TotalSeconds: < 60 } => Invariant($"{seconds:F1} s"),
        { TotalHours: < 1 } time => Invariant($"{time.Minutes} min {time.Seconds} s"),
        { TotalDays: < 2 } time => Invariant($"{(int)time.TotalHours} h {time.Minutes} min"),
        TimeSpan time => Invariant($"{time.Days} d {time.Hours} h"),
    };

    public static string Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? None;

    /// <summary>The first digits of an id, where it only has to be told from its neighbours.</summary>
    public static string Short(object? id) => id?.ToString() is { Length: > 8 } text ? text[..8] : None;
}
