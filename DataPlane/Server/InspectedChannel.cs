using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>A channel as somebody has just seen it.</summary>
/// <param name="Answer">What is told of it.</param>
/// <param name="Disk">The directory it writes to, or waits for to read; null if it has to do with none now.</param>
internal sealed record InspectedChannel(OpenChannel Answer, DataDirectory? Disk);
