namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

/// <summary>Expects a call to be refused with a code; gives the error back for a look at its message.</summary>
internal static class Refused
{
    public static async Task<ShuffleException> WithAsync(ShuffleErrorCode code, Func<Task> call)
    {
        ShuffleException error = await Assert.ThrowsAnyAsync<ShuffleException>(call);
        Assert.Equal(code, error.Code);
        return error;
    }
}
