using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShuffleOrleans.Grains.Interfaces.Inspection;

namespace ShuffleOrleans.Grains.Inspection;

/// <summary>Questions and answers as they cross between silos.</summary>
internal static class InspectionForm
{
    /// <summary>The document of a question or answer that says nothing.</summary>
    public static InspectionDocument Nothing { get; } = new([]);

    public static InspectionDocument Of<T>(T value, JsonTypeInfo<T> json) => new(JsonSerializer.SerializeToUtf8Bytes(value, json));

    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: it cannot be read; another version wrote it.</exception>
    public static T Read<T>(InspectionDocument document, JsonTypeInfo<T> json)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Json, json)!;
        }
        catch (JsonException e)
        {
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable, $"A silo of another version was not understood: {e.Message} Ask again when all run the same.", e);
        }
    }
}
