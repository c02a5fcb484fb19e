using System.IO.Pipelines;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>Two pipe ends as one connection's transport.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
