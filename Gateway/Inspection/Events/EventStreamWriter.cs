using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection.Events;

/// <summary>Writes server-sent events. JSON has no line breaks outside of its strings and escapes those inside, so an event is one line of data.</summary>
/// <param name="pipe">The response's body.</param>
internal sealed class EventStreamWriter(PipeWriter pipe)
{
    /// <summary>Says nothing, so that those on the way see that the stream lives.</summary>
    public async Task CommentAsync(CancellationToken cancellationToken)
    {
        pipe.Write(": \n\n"u8);
        await pipe.FlushAsync(cancellationToken);
    }

    /// <summary>Writes a batch, with a word before it if something is missing there.</summary>
    public async Task WriteAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Missed)
        {
            pipe.Write("event: missed\ndata: {}\n\n"u8);
        }

        foreach (ServiceEvent happened in batch.Items)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"id: {happened.Sequence}\nevent: shuffle\ndata: "));
            pipe.Write(JsonSerializer.SerializeToUtf8Bytes(happened, InspectionJson.Default.ServiceEvent));
            pipe.Write("\n\n"u8);
        }

        await pipe.FlushAsync(cancellationToken);
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, pipe);
}
