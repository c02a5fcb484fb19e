using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>How much an event or a notice matters, the least first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventSeverity>))]
public enum EventSeverity
{
    /// <summary>The ordinary course of things.</summary>
    [JsonStringEnumMemberName("info")]
    Info = 0,

    /// <summary>Somebody should look at it before long.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning = 1,

    /// <summary>Something is lost or broken.</summary>
    [JsonStringEnumMemberName("error")]
    Error = 2,
}
