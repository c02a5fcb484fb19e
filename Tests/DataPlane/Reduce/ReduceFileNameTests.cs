using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Names and headers of reduce partition files are read only as they are written.</summary>
public sealed class ReduceFileNameTests
{
    private static readonly ReduceFileId Id = new(new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), 17, 42);

    private static string Name => ReduceFileName.Of(Id.Job, Id.DataSet, Id.Subpartition, Id.Ordinal);

    [Fact]
    public void Name_ReadsBack()
    {
        Assert.True(ReduceFileName.TryParse(Name, out ReduceFileId? read));
        Assert.Equal(Id, read);
    }

    [Theory]
    [InlineData("reduce-17-", "reduce-017-")]
    [InlineData("-f42", "-f042")]
    [InlineData("-f42", "-f-1")]
    [InlineData("-f42", "-f99999999999")]
    [InlineData("-f42", "-f\u0664\u0662")]
    [InlineData(".frames", ".frames\n")]
    [InlineData(".frames", ".frames.corrupt")]
    [InlineData("reduce-", "map-")]
    [InlineData("/reduce", "/x/reduce")]
    public void EveryOtherName_IsRefused(string what, string instead) =>
        Assert.False(ReduceFileName.TryParse(Name.Replace(what, instead, StringComparison.Ordinal), out _));

    [Fact]
    public void HeaderOfAnotherFile_OrWithAnyFlippedBit_DoesNotMatch()
    {
        byte[] header = new byte[ReduceFileHeader.Length];
        ReduceFileHeader.Write(Id, header);
        Assert.True(ReduceFileHeader.Matches(header, Id));
        Assert.False(ReduceFileHeader.Matches(header, Id with { Ordinal = 43 }));
        Assert.False(ReduceFileHeader.Matches(header, Id with { Subpartition = 18 }));
        for (int bit = 0; bit < 8 * header.Length; bit++)
        {
            header[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(ReduceFileHeader.Matches(header, Id));
            header[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
