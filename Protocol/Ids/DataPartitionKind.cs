using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>Which data of an exchange one partition on a worker holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataPartitionKind>))]
public enum DataPartitionKind : byte
{
    /// <summary>Not a kind; never valid on the wire.</summary>
    None = 0,

    /// <summary>All output of one producer, for every consumer.</summary>
    Map = 1,

    /// <summary>The input of one consumer, from every producer. The number is reserved; no worker accepts it yet.</summary>
    Reduce = 2,
}
