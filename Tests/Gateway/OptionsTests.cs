using Microsoft.Extensions.Options;

namespace ShuffleOrleans.Tests.Gateway;

public sealed class OptionsTests
{
    [Fact]
    public async Task WrongOptions_StopTheStart_AllNamedAtOnce()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(options =>
        {
            options.MaxRequestBodyBytes = 0;
            options.RetryAfter = TimeSpan.Zero;
            options.DataEndpoint = null!;
        }));

        Assert.Equal(3, error.Failures.Count());
    }
}
