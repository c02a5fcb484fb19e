using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Tests.DataPlane.Memory;

/// <summary>The ledger's memory is where huge pages can be, and the system was asked for them. Whether it has any at hand is the machine's mood.</summary>
public sealed class HugePagesTests
{
    private const string Mode = "/sys/kernel/mm/transparent_hugepage/enabled";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Slab_AsksForHugePages_IfItsLedgerIsToHaveThem(bool hugePages)
    {
        if (!File.Exists(Mode))
        {
            return;
        }

        using MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 16 * 1024 * 1024, HugePages = hugePages });
        Assert.True(ledger.TryOpenAccount("test", 1, out LedgerAccount account));
        LedgerBuffer buffer = account.Rent();
        ulong address = (ulong)Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(buffer.GetSpan()));

        Assert.Equal(hugePages, FlagsOf(address).Contains("hg"));
        buffer.Release();
        account.Close();
    }

    // What /proc/self/smaps says of the mapping that holds an address: a line "from-to ...", then its facts, VmFlags among them.
    private static string[] FlagsOf(ulong address)
    {
        bool found = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] range = words[0].Split('-');
            if (range.Length == 2 && ulong.TryParse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong from))
            {
                found = from <= address && address < ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
            else if (found && words[0] == "VmFlags:")
            {
                return words[1..];
            }
        }

        throw new InvalidOperationException($"No mapping holds {address:x}.");
    }
}
