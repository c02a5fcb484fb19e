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

    /// <summary>
    /// One producer's contribution to the reduce partitions of a data set. A reduce partition holds the input of one consumer, from every producer, in one
    /// file; what is written, committed, released and lost is a producer's contribution to all those files on a worker.
    /// </summary>
    Reduce = 2,
}
