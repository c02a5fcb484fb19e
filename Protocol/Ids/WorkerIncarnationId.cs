using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>
/// Names one process of a worker, new at every start. A location or an order that carries an older one is refused instead of guessed by host and port.
/// </summary>
/// <remarks>128 bits. Text form: 32 lower-case hexadecimal digits. Wire form: 16 bytes in the order of the text (<see cref="IdBytes"/>).</remarks>
/// <param name="Value">The 128 bits; all zero is <see cref="None"/>.</param>
[JsonConverter(typeof(IdJsonConverter<WorkerIncarnationId>))]
public readonly record struct WorkerIncarnationId(Guid Value) : IShuffleId<WorkerIncarnationId>
{
    /// <summary>The absent id (all zero). Never names anything.</summary>
    public static WorkerIncarnationId None => default;

    /// <inheritdoc/>
    public static WorkerIncarnationId FromGuid(Guid value) => new(value);

    /// <inheritdoc/>
    public static WorkerIncarnationId Parse(string s, IFormatProvider? provider) => IdText.Parse<WorkerIncarnationId>(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkerIncarnationId result) => IdText.TryParse(s, out result);

    /// <summary>The 32 hexadecimal digits.</summary>
    public override string ToString() => IdText.Format(Value);
}
