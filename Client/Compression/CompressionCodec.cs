using System.Text.Json.Serialization;

namespace ShuffleOrleans.Client.Compression;

/// <summary>How a writer compresses the payload of each frame.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CompressionCodec>))]
public enum CompressionCodec
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>LZ4 blocks, by the system's liblz4. Where the system has none, starting the environment fails with a message that says so.</summary>
    Lz4 = 1,
}
