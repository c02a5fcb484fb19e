using System.Diagnostics.Metrics;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Metrics;

/// <summary>
/// What writers and gates of a process count and time: meter <see cref="MeterName"/>. Adding is safe on any thread and allocates nothing while nobody listens.
/// Owned by the connection pool, which disposes it.
/// </summary>
public sealed class ClientMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ShuffleOrleans.Client";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _sentFrames;
    private readonly Counter<long> _received;
    private readonly Counter<long> _receivedFrames;
    private readonly Counter<long> _decompressedInput;
    private readonly Counter<long> _decompressedOutput;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _resumes;
    private readonly Histogram<double> _creditWaits;
    private readonly Histogram<double> _commits;
    private readonly Histogram<double> _readOpens;

    /// <param name="meters">Makes the meter; null for one of its own.</param>
    internal ClientMetrics(IMeterFactory? meters)
    {
        _ownsMeter = meters is null;
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _sent = _meter.CreateCounter<long>("shuffle.client.sent", "By", "Bytes of frames that writers sent, headers included.");
        _sentFrames = _meter.CreateCounter<long>("shuffle.client.frame.sent", "{frame}", "Frames that writers sent.");
        _received = _meter.CreateCounter<long>("shuffle.client.received", "By", "Bytes of frames that came to gates, headers included.");
        _receivedFrames = _meter.CreateCounter<long>("shuffle.client.frame.received", "{frame}", "Frames that came to gates.");
        _decompressedInput = _meter.CreateCounter<long>("shuffle.client.decompressed.input", "By", "Compressed bytes that gates decompressed.");
        _decompressedOutput = _meter.CreateCounter<long>("shuffle.client.decompressed.output", "By", "What gates got out of compressed bytes.");
        _retries = _meter.CreateCounter<long>("shuffle.client.retry", "{retry}", "Second and later tries, by what was tried and what had gone wrong.");
        _resumes = _meter.CreateCounter<long>("shuffle.client.read.resumed", "{channel}", "Reads that went on where a lost connection had left them.");
        _creditWaits = Create("write.credit_wait", "How long writers stood with frames to send and without credit.");
        _commits = Create("write.commit", "From a writer's finish to the worker's commit.");
        _readOpens = Create("read.open", "From a gate's question to the worker's answer what is to come.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    internal void Observe(Func<long> connections, Func<long> memoryBytes)
    {
        _meter.CreateObservableGauge("shuffle.client.connection.usage", connections, "{connection}", "Connections to workers now.");
        _meter.CreateObservableGauge("shuffle.client.memory.usage", memoryBytes, "By", "Memory of writers and gates that holds payload now.");
    }

    internal void OnSent(int bytes, int frames)
    {
        _sent.Add(bytes);
        _sentFrames.Add(frames);
    }

    internal void OnReceived(int bytes) => _received.Add(bytes);

    internal void OnReceivedFrames(int frames) => _receivedFrames.Add(frames);

    internal void OnDecompressed(int input, int output)
    {
        _decompressedInput.Add(input);
        _decompressedOutput.Add(output);
    }

    internal void OnRetry(string what, ShuffleErrorCode code)
    {
        if (_retries.Enabled)
        {
            _retries.Add(1, new KeyValuePair<string, object?>("shuffle.retry", what), new("error.type", code.ToString()));
        }
    }

    internal void OnResumed() => _resumes.Add(1);

    internal void OnCreditWait(TimeSpan took) => _creditWaits.Record(took.TotalSeconds);

    internal void OnCommitted(TimeSpan took) => _commits.Record(took.TotalSeconds);

    internal void OnReadOpened(TimeSpan took) => _readOpens.Record(took.TotalSeconds);

    private Histogram<double> Create(string name, string description) =>
        _meter.CreateHistogram($"shuffle.client.{name}.duration", "s", description, tags: null, Seconds);
}
