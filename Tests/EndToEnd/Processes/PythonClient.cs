using System.ComponentModel;
using System.Globalization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>docs/examples/shuffle_client.py as a process.</summary>
internal static class PythonClient
{
    private const string Python = "python3";

    // Opens a write, sends one frame, says so, and hangs.
    private const string HalfWrite =
        """
        import sys, time
        sys.path.insert(0, sys.argv[1])
        sys.dont_write_bytecode = True
        import shuffle_client as client
        host, port, job, dataset, epoch, subpartitions = sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5], int(sys.argv[6]), int(sys.argv[7])
        attempt = client.Attempt(bytes.fromhex(job), bytes.fromhex(dataset), 0, 0, epoch)
        connection = client.Connection(host, port, client.WRITE)
        channel = connection.new_channel()
        sealed, _ = client.frame(attempt, b"half of it", 0, 0, 0)
        connection.socket.sendall(client.open_write(attempt, channel, subpartitions) + client.message(client.DATA, channel, sealed))
        print("READY half", flush=True)
        time.sleep(600)
        """;

    /// <summary>Whether this system can run it. If not it says so loudly: such a run proves less.</summary>
    public static async Task<bool> IsThereAsync()
    {
        try
        {
            await using RunningProgram version = RunningProgram.StartCommand(Python, ["--version"]);
            return (await version.EndAsync()).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync("THIS SYSTEM HAS NO PYTHON3: what needs the independent client is not tested.");
            return false;
        }
    }

    public static RunningProgram StartRoundTrip(PartitionAllocation allocation) => RunningProgram.StartCommand(Python,
    [
        RepositoryFiles.PathOf("docs/examples/shuffle_client.py"), allocation.Locations[0].Host, Number(allocation.Locations[0].DataPort),
        "--job", $"{allocation.Attempt.Partition.Job}", "--dataset", $"{allocation.Attempt.Partition.DataSet}", "--index", "0", "--attempt", "0",
        "--epoch", Number(allocation.Attempt.Epoch), "--subpartitions", Number(allocation.SubpartitionCount), "roundtrip",
    ]);

    public static RunningProgram StartHalfWrite(PartitionAllocation allocation) => RunningProgram.StartCommand(Python,
    [
        "-c", HalfWrite, RepositoryFiles.PathOf("docs/examples"), allocation.Locations[0].Host, Number(allocation.Locations[0].DataPort),
        $"{allocation.Attempt.Partition.Job}", $"{allocation.Attempt.Partition.DataSet}",
        Number(allocation.Attempt.Epoch), Number(allocation.SubpartitionCount),
    ]);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
