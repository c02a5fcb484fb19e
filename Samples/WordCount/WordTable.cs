using System.Buffers.Binary;
using System.Numerics;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>Counts by word: open addressing over entries, the words' bytes in one array. No allocation per word. Used by one task.</summary>
internal sealed class WordTable
{
    private const int FirstSlots = 1024;
    private const int Empty = -1;

    private int[] _slots = NewSlots(FirstSlots);
    private WordEntry[] _entries = new WordEntry[FirstSlots / 2];
    private byte[] _bytes = new byte[64 * 1024];
    private int _usedBytes;

    public int Count { get; private set; }

    /// <summary>Bytes of all words.</summary>
    public int WordByteCount => _usedBytes;

    /// <summary>A hash that is the same in every process.</summary>
    public static uint Hash(ReadOnlySpan<byte> word)
    {
        uint hash = (uint)word.Length;
        while (word.Length >= sizeof(ulong))
        {
            hash = BitOperations.Crc32C(hash, BinaryPrimitives.ReadUInt64LittleEndian(word));
            word = word[sizeof(ulong)..];
        }

        foreach (byte b in word)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return hash * 0x9E3779B1;
    }

    public void Add(ReadOnlySpan<byte> word, long count)
    {
        uint hash = Hash(word);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot] != Empty)
        {
            ref WordEntry entry = ref _entries[_slots[slot]];
            if (entry.Hash == hash && WordAt(entry).SequenceEqual(word))
            {
                entry.Count += count;
                return;
            }

            slot = (slot + 1) & mask;
        }

        _slots[slot] = Append(word, hash, count);
        if (Count * 2 > _slots.Length)
        {
            Rehash(_slots.Length * 2);
        }
    }

    /// <summary>
    /// The word and count of an entry, from 0 to <see cref="Count"/> - 1, in order of first appearance, or of bytes after <see cref="Sort"/>.
    /// </summary>
    public ReadOnlySpan<byte> WordOf(int index) => WordAt(_entries[index]);

    public long CountOf(int index) => _entries[index].Count;

    public uint HashOf(int index) => _entries[index].Hash;

    /// <summary>Orders the entries by their words, bytewise. Nothing can be added afterwards.</summary>
    public void Sort()
    {
        _entries.AsSpan(0, Count).Sort((a, b) => WordAt(a).SequenceCompareTo(WordAt(b)));
        _slots = [];
    }

    public void Clear()
    {
        Array.Fill(_slots, Empty);
        Count = 0;
        _usedBytes = 0;
    }

    private ReadOnlySpan<byte> WordAt(in WordEntry entry) => _bytes.AsSpan(entry.Offset, entry.Length);

    private int Append(ReadOnlySpan<byte> word, uint hash, long count)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        if (word.Length > _bytes.Length - _usedBytes)
        {
            long wanted = Math.Max(_bytes.Length * 2L, (long)_usedBytes + word.Length);
            if (_usedBytes + (long)word.Length > Array.MaxLength)
            {
                throw new InvalidOperationException("The distinct words of one task take more than 2 GiB; use more reducers.");
            }

            Array.Resize(ref _bytes, (int)Math.Min(wanted, Array.MaxLength));
        }

        word.CopyTo(_bytes.AsSpan(_usedBytes));
        _entries[Count] = new WordEntry { Hash = hash, Offset = _usedBytes, Length = word.Length, Count = count };
        _usedBytes += word.Length;
        return Count++;
    }

    private void Rehash(int slotCount)
    {
        int[] slots = NewSlots(slotCount);
        for (int index = 0; index < Count; index++)
        {
            int slot = (int)_entries[index].Hash & (slotCount - 1);
            while (slots[slot] != Empty)
            {
                slot = (slot + 1) & (slotCount - 1);
            }

            slots[slot] = index;
        }

        _slots = slots;
    }

    private static int[] NewSlots(int count)
    {
        int[] slots = new int[count];
        Array.Fill(slots, Empty);
        return slots;
    }
}
