using System.Runtime.InteropServices;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>One piece of native memory, cut into buffers. Owned by the ledger, freed with it.</summary>
internal sealed unsafe class MemorySlab
{
    private const nuint PageBytes = 4096;

    private void* _memory;

    public MemorySlab(MemoryLedger ledger, int bufferCount, int bufferBytes)
    {
        _memory = NativeMemory.AlignedAlloc((nuint)bufferCount * (nuint)bufferBytes, PageBytes);
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
