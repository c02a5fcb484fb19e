using Microsoft.AspNetCore.Http;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Problems;

/// <summary>The HTTP status that says the same as an error code, for clients and proxies that look no further.</summary>
internal static class ProblemStatus
{
    public static int Of(ShuffleErrorCode code) => code switch
    {
        ShuffleErrorCode.JobNotFound or ShuffleErrorCode.PartitionNotFound => StatusCodes.Status404NotFound,
        ShuffleErrorCode.JobInstanceFenced or ShuffleErrorCode.StaleEpoch or ShuffleErrorCode.StaleIncarnation
            or ShuffleErrorCode.ConcurrentWriter => StatusCodes.Status409Conflict,
        ShuffleErrorCode.AuthenticationFailed => StatusCodes.Status403Forbidden,
        ShuffleErrorCode.MessageTooLarge => StatusCodes.Status413PayloadTooLarge,
        ShuffleErrorCode.WorkerStopping or ShuffleErrorCode.DiskFull => StatusCodes.Status503ServiceUnavailable,
        _ when IsTransient(code) => StatusCodes.Status503ServiceUnavailable,
        _ when ShuffleErrors.BlameOf(code) == ShuffleErrorBlame.Caller => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static bool IsTransient(ShuffleErrorCode code) => ShuffleErrors.AdviceFor(code) == RetryAdvice.SamePlace;
}
