using System.IO.Pipelines;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>A stream seen as a pipe in each direction.</summary>
/// <param name="input">From the stream.</param>
/// <param name="output">To the stream.</param>
internal sealed class StreamDuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input { get; } = input;

    public PipeWriter Output { get; } = output;

    public static StreamDuplexPipe Over(Stream stream) => new(PipeReader.Create(stream), PipeWriter.Create(stream));
}
