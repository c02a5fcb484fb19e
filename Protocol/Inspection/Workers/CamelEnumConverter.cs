using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Reads and writes an enum by its name with a lower-case first letter, and by nothing else.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
internal sealed class CamelEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> ByName = Enum.GetValues<TEnum>().ToDictionary(NameOf, StringComparer.Ordinal);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return name is not null && ByName.TryGetValue(name, out TEnum value)
            ? value
            : throw new JsonException($"A {typeof(TEnum).Name} is one of {string.Join(", ", ByName.Keys)}.");
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(NameOf(value));

    private static string NameOf(TEnum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
