using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Problems;

/// <summary>Answers a request with a problem detail (RFC 9457). Shared by all requests; holds nothing of them.</summary>
internal sealed class ProblemWriter(IOptions<ShuffleGatewayOptions> options)
{
    private readonly string _retryAfterSeconds = Math.Ceiling(options.Value.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the problem with the status that belongs to its code, or with <paramref name="status"/> where the caller knows better;
    /// the code's name likewise.</summary>
    public Task WriteAsync(HttpContext http, ShuffleErrorCode code, string detail, int? status = null, string? codeName = null)
    {
        HttpResponse response = http.Response;
        response.Clear();
        response.StatusCode = status ?? ProblemStatus.Of(code);
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (ProblemStatus.IsTransient(code))
        {
            response.Headers.RetryAfter = _retryAfterSeconds;
        }

        var problem = new ControlProblem(TitleOf(code), response.StatusCode, detail, codeName ?? code.ToString(), ShuffleErrors.AdviceFor(code).ToString());
        return response.WriteAsJsonAsync(problem, ControlJson.Default.ControlProblem, ControlProblem.ContentType, http.RequestAborted);
    }

    /// <summary>"JobInstanceFenced" reads as "Job instance fenced".</summary>
    private static string TitleOf(ShuffleErrorCode code)
    {
        string name = code.ToString();
        var title = new StringBuilder(name.Length + 4).Append(name[0]);
        foreach (char letter in name.AsSpan(1))
        {
            if (char.IsUpper(letter))
            {
                title.Append(' ');
            }

            title.Append(char.ToLowerInvariant(letter));
        }

        return title.ToString();
    }
}
