using System.Runtime.InteropServices;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>One piece of native memory, cut into buffers. Owned by the ledger, freed with it.</summary>
internal sealed unsafe class MemorySlab
{
    private const nuint PageBytes = 4096;

    private void* _memory;

    /// <param name="ledger">Whose buffers these are.</param>
    /// <param name="bufferCount">How many.</param>
    /// <param name="bufferBytes">How long each.</param>
    /// <param name="hugePages">Whether to ask the system for huge pages.</param>
    /// <param name="touch">Whether the system is to back the memory now, and not page by page as it is first written.</param>
    public MemorySlab(MemoryLedger ledger, int bufferCount, int bufferBytes, bool hugePages, bool touch)
    {
        nuint bytes = (nuint)bufferCount * (nuint)bufferBytes;
        _memory = NativeMemory.AlignedAlloc(bytes, bytes < HugePages.Bytes ? PageBytes : HugePages.Bytes);
        if (hugePages)
        {
            HugePages.AskFor(_memory, bytes);
        }

        for (nuint page = 0; touch && page < bytes; page += PageBytes)
        {
            ((byte*)_memory)[page] = 0;
        }

        Buffers = new LedgerBuffer[bufferCount];
        for (int i = 0; i < bufferCount; i++)
        {
            Buffers[i] = new LedgerBuffer(ledger, (byte*)_memory + ((long)i * bufferBytes), bufferBytes);
        }
    }

    public LedgerBuffer[] Buffers { get; }

    public void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
