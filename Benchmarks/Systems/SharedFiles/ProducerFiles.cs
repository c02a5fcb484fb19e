using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SharedFiles;

/// <summary>The files of a map exchange for reading, each opened once in this client, when the first consumer comes to it. Safe for several threads.</summary>
internal sealed class ProducerFiles(string folder, int producers) : IDisposable
{
    private readonly Lazy<SafeFileHandle>[] _files = [.. Enumerable.Range(0, producers).Select(producer => new Lazy<SafeFileHandle>(
        () => File.OpenHandle(Path.Combine(folder, producer.ToString(CultureInfo.InvariantCulture)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite)))];

    public SafeFileHandle this[int producer] => _files[producer].Value;

    public void Dispose()
    {
        foreach (Lazy<SafeFileHandle> file in _files.Where(file => file.IsValueCreated))
        {
            file.Value.Dispose();
        }
    }
}
