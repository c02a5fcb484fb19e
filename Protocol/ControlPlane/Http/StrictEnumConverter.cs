using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>
/// Reads and writes an enum by its exact name only. The platform's converter also takes numbers and lists of names, so that values that mean nothing would
/// pass as valid.
/// </summary>
/// <typeparam name="TEnum">The enum.</typeparam>
internal sealed class StrictEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> ByName = Enum.GetValues<TEnum>().ToDictionary(value => value.ToString(), StringComparer.Ordinal);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return name is not null && ByName.TryGetValue(name, out TEnum value)
            ? value
            : throw new JsonException($"A {typeof(TEnum).Name} is one of {string.Join(", ", ByName.Keys)}.");
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
