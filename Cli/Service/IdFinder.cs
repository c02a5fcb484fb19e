using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Cli.Service;

/// <summary>Ids as people type them: in full, or the beginning of one that no other has.</summary>
internal sealed class IdFinder(ServiceApi api)
{
    private const int FewestDigits = 4;
    private const int AllDigits = 32;
    private const int PageItems = 1000;

    // So many named ones help; more would scroll them away.
    private const int NamedCandidates = 8;

    public Task<JobId> JobAsync(string text, CancellationToken cancellationToken) => FindAsync<JobId>("job", text, async () =>
        [.. (await ListAsync("/v1/jobs", InspectionJson.Default.PageJobSummary, cancellationToken)).Select(job => (job.Job, job.Name))]);

    public Task<WorkerId> WorkerAsync(string text, CancellationToken cancellationToken) => FindAsync<WorkerId>("worker", text, async () =>
        [.. (await ListAsync("/v1/workers", InspectionJson.Default.PageWorkerSummary, cancellationToken)).Select(worker => (worker.Worker, worker.Host))]);

    public Task<DataSetId> DataSetAsync(JobId job, string text, CancellationToken cancellationToken) => FindAsync<DataSetId>("data set", text, async () =>
    {
        Answer<JobDetail> detail = await api.GetAsync($"/v1/jobs/{job}", InspectionJson.Default.JobDetail, cancellationToken);
        return [.. detail.Value.DataSets.Select(dataSet => (dataSet.DataSet, dataSet.Kind.ToString()))];
    });

    /// <summary>The same for what need not be given.</summary>
    public async Task<string?> JobOrNoneAsync(string? text, CancellationToken cancellationToken) =>
        text is null ? null : (await JobAsync(text, cancellationToken)).ToString();

    /// <inheritdoc cref="JobOrNoneAsync"/>
    public async Task<string?> WorkerOrNoneAsync(string? text, CancellationToken cancellationToken) =>
        text is null ? null : (await WorkerAsync(text, cancellationToken)).ToString();

    private static async Task<TId> FindAsync<TId>(string what, string text, Func<Task<(TId Id, string Name)[]>> list)
        where TId : struct, IShuffleId<TId>
    {
        string prefix = text.ToLowerInvariant();
        if (prefix.Length is < FewestDigits or > AllDigits || !prefix.All(char.IsAsciiHexDigit))
        {
            throw new UnknownIdException(
                $"'{text}' is not the id of a {what}: {AllDigits} hexadecimal digits, or at least the first {FewestDigits} of them.", isMisuse: true);
        }

        if (prefix.Length == AllDigits)
        {
            return TId.Parse(prefix, CultureInfo.InvariantCulture);
        }

        (TId Id, string Name)[] found = [.. (await list()).Where(known => known.Id.ToString()!.StartsWith(prefix, StringComparison.Ordinal))];
        return found.Length switch
        {
            1 => found[0].Id,
            0 => throw new UnknownIdException($"The service knows no {what} whose id begins with '{prefix}'.", isMisuse: false),
            _ => throw new UnknownIdException(Ambiguous(what, prefix, found), isMisuse: true),
        };
    }

    private static string Ambiguous<TId>(string what, string prefix, (TId Id, string Name)[] found)
    {
        string named = string.Join(", ", found.Take(NamedCandidates).Select(candidate => $"{candidate.Id} ({candidate.Name})"));
        return $"'{prefix}' begins the id of {found.Length} {what}s: {named}{(found.Length > NamedCandidates ? ", ..." : "")}. Give more digits.";
    }

    private async Task<List<T>> ListAsync<T>(
        string path, JsonTypeInfo<Page<T>> type, CancellationToken cancellationToken)
    {
        List<T> all = [];
        while (true)
        {
            Page<T> page = (await api.GetAsync(new ApiPath(path).With("skip", all.Count).With("take", PageItems), type, cancellationToken)).Value;
            all.AddRange(page.Items);
            if (page.Items.Count == 0 || all.Count >= page.TotalCount)
            {
                return all;
            }
        }
    }
}
