using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

public sealed class ContractListingTests
{
    private const string UpdateVariable = "SHUFFLE_UPDATE_CONTRACTS";

    private static readonly string Listing = Path.Combine(RepositoryFiles.Root, "Grains.Interfaces", "contracts.txt");

    [Fact]
    public void CheckedInListing_IsWhatTheCodeSays()
    {
        string actual = ContractText.Write();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(Listing, actual);
        }

        string[] expected = File.Exists(Listing) ? File.ReadAllLines(Listing) : [];
        string[] difference = Difference(expected, actual.TrimEnd('\n').Split('\n'));
        Assert.True(
            difference.Length == 0,
            $"The grain contracts differ from {Listing}. If old and new silos still understand each other, run this test with {UpdateVariable}=1 and check "
            + $"the file in.\n{string.Join('\n', difference)}");
    }

    /// <summary>Lines that went and came, each below the heading it belongs to; or the first that moved.</summary>
    private static string[] Difference(string[] expected, string[] actual)
    {
        string[] before = WithHeadings(expected);
        string[] after = WithHeadings(actual);
        string[] changed = [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)];
        return changed.Length == 0 && !expected.SequenceEqual(actual) ? ["The same lines in another order, or blank lines only."] : changed;
    }

    private static string[] WithHeadings(string[] lines)
    {
        string heading = "";
        List<string> full = [];
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            heading = line.StartsWith(' ') ? heading : line;
            full.Add(line == heading ? line : $"{heading}:{line}");
        }

        return [.. full];
    }
}
