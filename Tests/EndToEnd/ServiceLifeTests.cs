using System.Net;
using System.Net.Sockets;
using System.Text;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class ServiceLifeTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Service_SaysWhereItIsAndEndsInOrder()
    {
        await using LiveService service = await LiveService.StartAsync(_directory);
        await service.MustBeHealthyAsync();
        int httpPort = service.Http.BaseAddress!.Port;
        ProgramEnd end = await service.Program.TerminateAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        Assert.Single(end.Output);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.partial", SearchOption.AllDirectories));
        await MustBeClosedAsync(httpPort);
        await MustBeClosedAsync(service.DataPort);
    }

    [Fact]
    public async Task SecondServiceOnTheSameDirectories_IsRefusedAndTheFirstGoesOn()
    {
        await using LiveService service = await LiveService.StartAsync(_directory);
        await using RunningProgram second = RunningProgram.Start(Programs.Standalone, LiveService.Arguments(_directory));
        OneLine.Must(await second.EndAsync());
        await service.MustBeHealthyAsync();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("")]
    [InlineData("SHUFORL1")]
    [InlineData("SHUFORL1ffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task ForeignBytesOnTheDataPort_CostThatConnectionOnly(string bytes)
    {
        await using LiveService service = await LiveService.StartAsync(_directory);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, service.DataPort);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        client.Client.Shutdown(SocketShutdown.Send);
        using MemoryStream answer = new();
        await stream.CopyToAsync(answer).WaitAsync(Patience.Limit);
        Assert.StartsWith("SHUFORL1", Encoding.Latin1.GetString(answer.ToArray()), StringComparison.Ordinal);
        await service.MustBeHealthyAsync();
    }

    private static async Task MustBeClosedAsync(int port)
    {
        using TcpClient client = new();
        SocketException error = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Patience.Limit));
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }
}
