using System.Buffers.Binary;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Compression;

/// <summary>Compressed payloads, made and read by the system's library; damaged ones are told, never read past their ends.</summary>
public sealed class Lz4Tests
{
    // The example of docs/protocol.md: twenty times the letter a.
    private static readonly byte[] TwentyLetters = [0x14, 0, 0, 0, 0x1a, 0x61, 0x01, 0x00, 0x50, 0x61, 0x61, 0x61, 0x61, 0x61];

    [Fact]
    public async Task PageExample_IsRead()
    {
        if (!await IsThereAsync())
        {
            return;
        }

        byte[] content = new byte[20];
        Assert.True(Lz4.TryReadLength(TwentyLetters, 100, out int length));
        Assert.Equal(20, length);
        Assert.True(Lz4.TryDecompress(TwentyLetters, content));
        Assert.Equal(Enumerable.Repeat((byte)'a', 20), content);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task SeededPayloads_AreReadBackOrLeftAsTheyAre(int seed)
    {
        if (!await IsThereAsync())
        {
            return;
        }

        Random random = new(seed);
        for (int i = 0; i < 300; i++)
        {
            byte[] payload = new byte[random.Next(1, 5000)];
            random.NextBytes(payload.AsSpan(0, random.Next(payload.Length + 1)));
            byte[] compressed = new byte[payload.Length];
            int length = Lz4.TryCompress(payload, compressed);
            Assert.InRange(length, 0, payload.Length - 1);
            if (length > 0)
            {
                byte[] content = new byte[payload.Length];
                Assert.True(Lz4.TryReadLength(compressed.AsSpan(0, length), payload.Length, out int stated));
                Assert.Equal(payload.Length, stated);
                Assert.True(Lz4.TryDecompress(compressed.AsSpan(0, length), content));
                Assert.Equal(payload, content);
            }
        }
    }

    [Fact]
    public async Task DamagedBlocks_AreToldOrGiveTheStatedLength()
    {
        if (!await IsThereAsync())
        {
            return;
        }

        Random random = new(4);
        byte[] payload = new byte[3000];
        byte[] compressed = new byte[3000];
        int length = Lz4.TryCompress(payload, compressed);
        Assert.NotEqual(0, length);
        int told = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = compressed.AsSpan(0, random.Next(Lz4.PrefixLength + 1, length + 1)).ToArray();
            damaged[random.Next(Lz4.PrefixLength, damaged.Length)] ^= (byte)(1 << random.Next(8));
            told += Lz4.TryDecompress(damaged, new byte[3000]) ? 0 : 1;
        }

        Assert.NotEqual(0, told);
    }

    [Theory]
    [InlineData(0, 9, false)]
    [InlineData(-1, 9, false)]
    [InlineData(101, 9, false)]
    [InlineData(100, 9, true)]
    [InlineData(1, 5, true)]
    [InlineData(1, 4, false)]
    public void StatedLength_IsBounded(int stated, int payloadLength, bool possible)
    {
        byte[] payload = new byte[payloadLength];
        BinaryPrimitives.WriteInt32LittleEndian(payload, stated);
        Assert.Equal(possible, Lz4.TryReadLength(payload, 100, out _));
    }

    private static async Task<bool> IsThereAsync()
    {
        if (!Lz4.IsAvailable)
        {
            await LibraryMissing.MustBeToldAsync(new RemoteShuffleOptions { Compression = CompressionCodec.Lz4 });
        }

        return Lz4.IsAvailable;
    }
}
