using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>Names one JobMaster process of a job. A newer instance fences the older one: calls with a stale instance are refused.</summary>
/// <remarks>128 bits. Text form: 32 lower-case hexadecimal digits. Wire form: 16 bytes in the order of the text (<see cref="IdBytes"/>).</remarks>
/// <param name="Value">The 128 bits; all zero is <see cref="None"/>.</param>
[JsonConverter(typeof(IdJsonConverter<JobInstanceId>))]
public readonly record struct JobInstanceId(Guid Value) : IShuffleId<JobInstanceId>
{
    /// <summary>The absent id (all zero). Never names anything.</summary>
    public static JobInstanceId None => default;

    /// <inheritdoc/>
    public static JobInstanceId FromGuid(Guid value) => new(value);

    /// <inheritdoc/>
    public static JobInstanceId Parse(string s, IFormatProvider? provider) => IdText.Parse<JobInstanceId>(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobInstanceId result) => IdText.TryParse(s, out result);

    /// <summary>The 32 hexadecimal digits.</summary>
    public override string ToString() => IdText.Format(Value);
}
