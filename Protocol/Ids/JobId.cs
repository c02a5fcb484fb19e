using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>Names a job: everything an engine registers, allocates and releases belongs to one.</summary>
/// <remarks>128 bits. Text form: 32 lower-case hexadecimal digits. Wire form: 16 bytes in the order of the text (<see cref="IdBytes"/>).</remarks>
/// <param name="Value">The 128 bits; all zero is <see cref="None"/>.</param>
[JsonConverter(typeof(IdJsonConverter<JobId>))]
public readonly record struct JobId(Guid Value) : IShuffleId<JobId>
{
    /// <summary>The absent id (all zero). Never names anything.</summary>
    public static JobId None => default;

    /// <inheritdoc/>
    public static JobId FromGuid(Guid value) => new(value);

    /// <inheritdoc/>
    public static JobId Parse(string s, IFormatProvider? provider) => IdText.Parse<JobId>(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobId result) => IdText.TryParse(s, out result);

    /// <summary>The 32 hexadecimal digits.</summary>
    public override string ToString() => IdText.Format(Value);
}
