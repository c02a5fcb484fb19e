using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>A start that cannot succeed ends in one line that says why, and an exit code that is not 0.</summary>
[Trait("Category", "EndToEnd")]
public sealed class BadStartTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--Shuffle:Worker:DataPort", "many", "many")]
    [InlineData("--Shuffle:Worker:DataPort", "70000", "DataPort")]
    [InlineData("--Shuffle:Worker:BindAddress", "nowhere", "nowhere")]
    [InlineData("--Shuffle:Worker:DataDirectories", "", "DataDirectories")]
    [InlineData("--Shuffle:Worker:DataDirectories", "[TAPE]/tmp", "TAPE")]
    [InlineData("--Shuffle:Worker:DataPrt", "1", "DataPrt")]
    [InlineData("--Shuffle:Worker:Server:FlushBytes", "1", "FlushBytes")]
    [InlineData("--Shuffle:Gateway:Urls", "not a url", "not a url")]
    [InlineData("--Shuffle:Gateway:Nonsense", "1", "Nonsense")]
    [InlineData("--Shuffle:ControlPlane:Nonsense", "1", "Nonsense")]
    public async Task BadOption_IsNamed(string option, string value, string named) => await MustFailAsync(named, option, value);

    [Fact]
    public async Task MissingDirectory_IsNamed() =>
        await MustFailAsync("not-there", "--Shuffle:Worker:DataDirectories", Path.Combine(_directory.Path, "not-there"));

    [Fact]
    public async Task FileAsDirectory_IsNamed()
    {
        string file = Path.Combine(_directory.Path, "a-file");
        await File.WriteAllTextAsync(file, "x");
        await MustFailAsync("a-file", "--Shuffle:Worker:DataDirectories", file);
    }

    // No permission stops root; a pseudo file system without files of ours does.
    [Fact]
    public async Task DirectoryThatTakesNoFiles_IsNamed() => await MustFailAsync("/proc/self", "--Shuffle:Worker:DataDirectories", "/proc/self");

    [Theory]
    [InlineData("--Shuffle:Worker:DataPort", "{0}")]
    [InlineData("--Shuffle:Gateway:Urls", "http://127.0.0.1:{0}")]
    public async Task TakenPort_IsNamed(string option, string value)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await MustFailAsync(port, option, string.Format(CultureInfo.InvariantCulture, value, port));
    }

    private async Task MustFailAsync(string named, string option, string value)
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Standalone, [.. LiveService.Arguments(_directory), option, value]);
        ProgramEnd end = await program.EndAsync();
        OneLine.Must(end);
        Assert.Contains(named, end.Errors[^1], StringComparison.Ordinal);
    }
}
