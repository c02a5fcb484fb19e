using System.Net;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>A service that asks for a token gets it with every call, and nobody else sees it.</summary>
public sealed class TokenTests
{
    private const string Token = "a-token-of-sixteen-and-more";
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly JobUnregistration Call = new(JobId.FromGuid(new Guid(1, 0, 0, new byte[8])), JobInstanceId.FromGuid(new Guid(2, 0, 0, new byte[8])));

    [Fact]
    public async Task Token_GoesWithEachAttempt()
    {
        using ScriptedHttp http = new(options =>
        {
            options.Token = Token;
            options.FirstRetryDelay = options.MaxRetryDelay = OneMillisecond;
        });
        Task call = http.ControlPlane.UnregisterJobAsync(Call, CancellationToken.None);
        ScriptedCall<HttpRequestMessage, HttpResponseMessage> first = await http.Requests.NextAsync();
        AssertCarriesToken(first.Request);
        first.Fail(new HttpRequestException("connection refused"));
        await http.Time.PassAsync(OneMillisecond);
        ScriptedCall<HttpRequestMessage, HttpResponseMessage> second = await http.Requests.NextAsync();
        AssertCarriesToken(second.Request);
        second.Reply(new HttpResponseMessage(HttpStatusCode.NoContent));

        await call;
    }

    [Fact]
    public async Task WithoutToken_NoneIsSent_AndARefusalIsTyped()
    {
        using ScriptedHttp http = new();
        Task call = http.ControlPlane.UnregisterJobAsync(Call, CancellationToken.None);
        ScriptedCall<HttpRequestMessage, HttpResponseMessage> request = await http.Requests.NextAsync();
        Assert.Null(request.Request.Headers.Authorization);
        request.Reply(ScriptedHttp.Problem(HttpStatusCode.Unauthorized, nameof(ShuffleErrorCode.AuthenticationFailed)));

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => call);
        Assert.Equal(ShuffleErrorCode.AuthenticationFailed, error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\r\nX-Other: 1")]
    public void TokenThatIsNoHeader_IsRefused_AndNotRepeated(string token)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new HttpShuffleControlPlaneOptions { Token = token }.Validate());
        Assert.Contains("Token", error.Message);
        if (token.Length > 0)
        {
            Assert.DoesNotContain(token, error.Message);
        }
    }

    private static void AssertCarriesToken(HttpRequestMessage request)
    {
        Assert.Equal($"Bearer {Token}", request.Headers.Authorization?.ToString());
        Assert.DoesNotContain(Token, request.RequestUri!.ToString());
    }
}
