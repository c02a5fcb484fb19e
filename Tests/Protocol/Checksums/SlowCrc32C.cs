namespace ShuffleOrleans.Tests.Protocol.Checksums;

/// <summary>CRC-32C bit by bit, from its definition: slow, and too short to be wrong in the same way as the fast one.</summary>
internal static class SlowCrc32C
{
    public static uint Of(IEnumerable<byte> bytes)
    {
        uint register = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            register = Step(register, value);
        }

        return ~register;
    }

    /// <summary>One byte.</summary>
    public static uint Step(uint register, byte value)
    {
        register ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ 0x82F63B78;
        }

        return register;
    }
}
