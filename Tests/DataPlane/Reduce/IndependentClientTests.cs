using System.Globalization;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// docs/examples/shuffle_client.py writes a contribution to reduce partitions to a live worker and reads it back; then the files are read without the worker.
/// </summary>
public sealed class IndependentClientTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("reduce", 4)]
    [InlineData("reduce", 1)]
    [InlineData("map", 4)]
    public async Task RoundTrip_IsVerified_AndSoAreTheFiles(string kind, int subpartitions)
    {
        await using (LiveWorker worker = await LiveWorker.StartAsync(_directory))
        {
            (int, string, string)? end = await PythonScript.RunClientAsync(
                "127.0.0.1", Number(worker.Port.EndPoint.Port), "--job", $"{new JobId(Guid.NewGuid())}", "--dataset", $"{new DataSetId(Guid.NewGuid())}",
                "--index", "2", "--attempt", "1", "--epoch", "5", "--subpartitions", Number(subpartitions), "--kind", kind, "roundtrip");
            if (!PythonScript.AssertVerified(end))
            {
                return;
            }

            await worker.AssertIdleAsync();
        }

        string own = Assert.Single(_directory.PartitionFiles, file => file.EndsWith(".shuffle", StringComparison.Ordinal));
        PythonScript.AssertVerified(await PythonScript.RunReaderAsync(_directory.PathOf(own)));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
