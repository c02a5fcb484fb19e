using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Storage;

/// <summary>The kind of disk a data directory lies on, as its label says: <c>[SSD]/a</c>, <c>[HDD]/b</c>; without a label HDD.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiskKind>))]
public enum DiskKind : byte
{
    /// <summary>Spinning disk: few, long accesses.</summary>
    Hdd = 1,

    /// <summary>Flash.</summary>
    Ssd = 2,
}
