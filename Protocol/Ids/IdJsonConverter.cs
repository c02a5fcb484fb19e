using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>Writes an id as its text form, as a value and as a property name.</summary>
/// <typeparam name="TId">The id type.</typeparam>
public sealed class IdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IShuffleId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadText(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(IdText.Format(value.Value));
    }

    /// <inheritdoc/>
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadText(ref reader);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(IdText.Format(value.Value));
    }

    private static TId ReadText(ref Utf8JsonReader reader)
    {
        string? text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
        return IdText.TryParse(text, out TId id) ? id : throw new JsonException($"A {typeof(TId).Name} is a string of 32 lower-case hexadecimal digits.");
    }
}
