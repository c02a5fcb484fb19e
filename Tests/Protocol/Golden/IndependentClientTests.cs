using System.ComponentModel;
using System.Diagnostics;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Protocol.Golden;

/// <summary>docs/examples/shuffle_client.py against the golden files: it says what they hold, understands them and sees every flipped bit.</summary>
public sealed class IndependentClientTests
{
    [Fact]
    public async Task SaysAndUnderstandsTheGoldenVectors()
    {
        ProcessStartInfo start = new("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(RepositoryFiles.PathOf("Tests/Protocol/Golden/check_client.py"));
        start.ArgumentList.Add(RepositoryFiles.PathOf("docs/examples"));
        start.ArgumentList.Add(RepositoryFiles.PathOf("Tests/Protocol/Golden"));
        using Process? python = Start(start);
        if (python is null)
        {
            await Console.Error.WriteLineAsync("THIS SYSTEM HAS NO PYTHON3: the independent client is not held to the golden vectors.");
            return;
        }

        Task<string> errors = python.StandardError.ReadToEndAsync();
        string output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0 && output.Trim() == "verified", $"{output}\n{await errors}");
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
