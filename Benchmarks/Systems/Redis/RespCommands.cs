using System.Runtime.InteropServices;
using System.Text;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>
/// Commands that are sent together, as segments: their own words from a scratch buffer, payloads from where they lie. No I/O; one task at a time.
/// </summary>
internal sealed class RespCommands
{
    // One send takes this many bytes, or this many segments (IOV_MAX is 1024), or fills the scratch.
    private const int FullBytes = 1024 * 1024;
    private const int FullSegments = 1000;
    private const int ScratchBytes = 64 * 1024;

    // The words of one command: at most some dozens of short keys.
    private const int MaxWordsBytes = 8 * 1024;

    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(ScratchBytes, pinned: true);
    private readonly List<ArraySegment<byte>> _segments = [];
    private int _scratchEnd;
    private int _unsealed;

    /// <summary>What to send.</summary>
    public IList<ArraySegment<byte>> Segments
    {
        get
        {
            Seal();
            return _segments;
        }
    }

    /// <summary>How much that is.</summary>
    public int Bytes { get; private set; }

    /// <summary>Must be sent and cleared before another command is added.</summary>
    public bool IsFull => Bytes >= FullBytes || _segments.Count >= FullSegments || _scratchEnd + MaxWordsBytes > ScratchBytes;

    /// <summary>Adds a command of short arguments.</summary>
    public void Add(string command, ReadOnlySpan<string> arguments)
    {
        Words(command, arguments, count: 1 + arguments.Length);
    }

    /// <summary>Adds a command with a payload after its short arguments.</summary>
    public void Add(string command, ReadOnlySpan<string> arguments, ReadOnlyMemory<byte> payload)
    {
        Words(command, arguments, count: 2 + arguments.Length);
        Put($"${payload.Length}\r\n");
        Seal();
        _segments.Add(Segment(payload));
        Bytes += payload.Length;
        Put("\r\n");
    }

    /// <summary>All has been sent.</summary>
    public void Clear()
    {
        _segments.Clear();
        _scratchEnd = _unsealed = 0;
        Bytes = 0;
    }

    private void Words(string command, ReadOnlySpan<string> arguments, int count)
    {
        Put($"*{count}\r\n${command.Length}\r\n{command}\r\n");
        foreach (string argument in arguments)
        {
            Put($"${argument.Length}\r\n{argument}\r\n");
        }
    }

    private void Put(string text)
    {
        int length = Encoding.ASCII.GetBytes(text, _scratch.AsSpan(_scratchEnd));
        _scratchEnd += length;
        Bytes += length;
    }

    // Words that follow each other are one segment, up to the next payload.
    private void Seal()
    {
        if (_scratchEnd > _unsealed)
        {
            _segments.Add(new ArraySegment<byte>(_scratch, _unsealed, _scratchEnd - _unsealed));
            _unsealed = _scratchEnd;
        }
    }

    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> segment)
            ? segment
            : throw new ArgumentException("Payloads are parts of arrays.", nameof(payload));
}
