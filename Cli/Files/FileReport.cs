using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Cli.Files;

/// <summary>What one file holds and what is wrong with it. Grows while the file is looked at, by one thread.</summary>
/// <param name="file">Its path.</param>
/// <param name="bytes">Its length.</param>
internal sealed class FileReport(string file, long bytes)
{
    /// <summary>More findings than these say nothing new.</summary>
    public const int MostFindings = 100;

    /// <summary>More regions than these nobody reads.</summary>
    public const int MostRegions = 1000;

    private readonly List<FileSection> _sections = [];
    private readonly List<FileRegion> _regions = [];
    private readonly List<Finding> _damage = [];
    private readonly List<string> _notes = [];

    public string File => file;

    public long Bytes => bytes;

    /// <summary>What kind of file it is.</summary>
    public string Kind { get; set; } = "unknown";

    /// <summary>committed, partial or quarantined; as the name says.</summary>
    public string State { get; set; } = "";

    /// <summary>What it holds, as its header says, or else its name; by name of the property.</summary>
    public Dictionary<string, string> Identity { get; } = [];

    public PartitionReceipt? Receipt { get; set; }

    public IReadOnlyList<FileSection> Sections => _sections;

    /// <summary>The first regions or stretches.</summary>
    public IReadOnlyList<FileRegion> Regions => _regions;

    public int RegionCount { get; private set; }

    /// <summary>Frames that were read and found right.</summary>
    public long SoundFrames { get; set; }

    /// <summary>The first things that are wrong.</summary>
    public IReadOnlyList<Finding> Damage => _damage;

    public long DamageCount { get; private set; }

    /// <summary>What is not wrong and yet worth a word.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public void AddSection(string name, long offset, long length) => _sections.Add(new FileSection(name, offset, length));

    public void AddRegion(FileRegion region)
    {
        RegionCount++;
        if (_regions.Count < MostRegions)
        {
            _regions.Add(region);
        }
    }

    public void AddDamage(long offset, long length, string what) => AddDamage(new Finding(file, offset, length, what));

    /// <summary>Damage in a file that belongs to this one.</summary>
    public void AddDamage(Finding finding)
    {
        DamageCount++;
        if (_damage.Count < MostFindings)
        {
            _damage.Add(finding);
        }
    }

    public void AddNote(string note) => _notes.Add(note);
}
