using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>Names a data set: all partitions of one exchange between two stages of a job.</summary>
/// <remarks>128 bits. Text form: 32 lower-case hexadecimal digits. Wire form: 16 bytes in the order of the text (<see cref="IdBytes"/>).</remarks>
/// <param name="Value">The 128 bits; all zero is <see cref="None"/>.</param>
[JsonConverter(typeof(IdJsonConverter<DataSetId>))]
public readonly record struct DataSetId(Guid Value) : IShuffleId<DataSetId>
{
    /// <summary>The absent id (all zero). Never names anything.</summary>
    public static DataSetId None => default;

    /// <inheritdoc/>
    public static DataSetId FromGuid(Guid value) => new(value);

    /// <inheritdoc/>
    public static DataSetId Parse(string s, IFormatProvider? provider) => IdText.Parse<DataSetId>(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DataSetId result) => IdText.TryParse(s, out result);

    /// <summary>The 32 hexadecimal digits.</summary>
    public override string ToString() => IdText.Format(Value);
}
