using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>Where the payload of one message lies.</summary>
internal readonly record struct StoredPiece(SafeFileHandle File, long Offset, int Length);
