using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Storage;

/// <summary>What a commit promises. Chosen per job; the worker answers a finish only when it holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Durability>))]
public enum Durability : byte
{
    /// <summary>
    /// The default: the bytes are in files, in the operating system's cache. The commit survives the end of the worker's process, not of its machine.
    /// </summary>
    PageCache = 0,

    /// <summary>
    /// The bytes are in the worker's memory, or in files where memory is short. The commit survives neither process nor machine: fastest, for data that is
    /// quickly produced again.
    /// </summary>
    Memory = 1,

    /// <summary>The bytes, the file's name and its folders are on the disk. The commit survives the loss of power.</summary>
    Fsync = 2,
}
