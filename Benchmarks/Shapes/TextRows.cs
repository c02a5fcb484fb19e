using System.Text;

namespace ShuffleOrleans.Benchmarks.Shapes;

/// <summary>Rows of an order table as text: numbers, dates, a few fixed words. LZ4 makes about half of it.</summary>
internal static class TextRows
{
    private static readonly string[] Words =
    [
        "carefully", "final", "deposits", "sleep", "quickly", "above", "regular", "accounts", "ironic", "requests", "furiously", "pending", "packages", "along", "express", "theodolites",
    ];

    private static readonly string[] Modes = ["AIR", "TRUCK", "RAIL", "SHIP", "MAIL", "FOB", "REG AIR"];

    /// <summary>Fills the whole destination.</summary>
    public static void Fill(Span<byte> destination, Random random)
    {
        for (int row = 1; !destination.IsEmpty; row++)
        {
            byte[] text = Encoding.ASCII.GetBytes(Row(row, random));
            int length = Math.Min(text.Length, destination.Length);
            text.AsSpan(0, length).CopyTo(destination);
            destination = destination[length..];
        }
    }

    private static string Row(int row, Random random) =>
        $"{row}|{random.Next(200_000)}|{random.Next(10_000)}|{random.Next(1, 51)}|{random.Next(900, 105_000)}.{random.Next(100):00}|0.0{random.Next(10)}|"
        + $"199{random.Next(2, 9)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}|{Modes[random.Next(Modes.Length)]}|{Pick(random)} {Pick(random)} {Pick(random)} {Pick(random)}\n";

    private static string Pick(Random random) => Words[random.Next(Words.Length)];
}
