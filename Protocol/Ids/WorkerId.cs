using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>Names a shuffle worker. It is kept in the worker's data directories and survives restarts: the identity of the data, not of the process.</summary>
/// <remarks>128 bits. Text form: 32 lower-case hexadecimal digits. Wire form: 16 bytes in the order of the text (<see cref="IdBytes"/>).</remarks>
/// <param name="Value">The 128 bits; all zero is <see cref="None"/>.</param>
[JsonConverter(typeof(IdJsonConverter<WorkerId>))]
public readonly record struct WorkerId(Guid Value) : IShuffleId<WorkerId>
{
    /// <summary>The absent id (all zero). Never names anything.</summary>
    public static WorkerId None => default;

    /// <inheritdoc/>
    public static WorkerId FromGuid(Guid value) => new(value);

    /// <inheritdoc/>
    public static WorkerId Parse(string s, IFormatProvider? provider) => IdText.Parse<WorkerId>(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkerId result) => IdText.TryParse(s, out result);

    /// <summary>The 32 hexadecimal digits.</summary>
    public override string ToString() => IdText.Format(Value);
}
