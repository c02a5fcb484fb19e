using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Finds everything that is wrong with a worker's options at once, in words for a person, before anything is opened.</summary>
public sealed class ShuffleWorkerOptionsValidator : IValidateOptions<ShuffleWorkerOptions>
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ShuffleWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [];
        object[] parts =
        [
            options, options.Storage, options.Recovery, options.Quarantine, options.Scrubbing, options.Memory, options.Server, options.Transport,
        ];
        foreach (object part in parts)
        {
            List<ValidationResult> results = [];
            Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
            problems.AddRange(results.Select(result => result.ErrorMessage ?? "An option is invalid."));
        }

        if (!IPAddress.TryParse(options.BindAddress, out _))
        {
            problems.Add($"BindAddress '{options.BindAddress}' is not an IP address.");
        }

        ValidateMemory(options, problems);
        ValidateTimes(options.Server, problems);
        ValidateHealthChecks(options.Storage, problems);
        ValidateKeeping(options, problems);
        ValidateDirectories(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void ValidateMemory(ShuffleWorkerOptions options, List<string> problems)
    {
        int bufferBytes = options.Memory.BufferBytes;
        if (!int.IsPow2(bufferBytes))
        {
            problems.Add($"Memory:BufferBytes must be a power of two, not {bufferBytes}.");
        }

        long guaranteed = WorkerMemory.GuaranteedBytes(options.Server, bufferBytes);
        if (guaranteed > options.Memory.BudgetBytes)
        {
            problems.Add(
                $"Memory:BudgetBytes {options.Memory.BudgetBytes} cannot hold what is promised: {guaranteed} bytes for Server:MaxWriteChannels {options.Server.MaxWriteChannels} "
                + $"and Server:MaxConnections {options.Server.MaxConnections} with two buffers of {bufferBytes} bytes each. Raise the budget or lower the limits.");
        }
    }

    private static void ValidateTimes(DataServerOptions server, List<string> problems)
    {
        Require(server.HandshakeTimeout, $"Server:{nameof(server.HandshakeTimeout)}", TimeSpan.FromMilliseconds(100), LongestTime, problems);
        Require(server.KeepAliveInterval, $"Server:{nameof(server.KeepAliveInterval)}", TimeSpan.FromMilliseconds(100), LongestTime, problems);
        Require(server.DrainTimeout, $"Server:{nameof(server.DrainTimeout)}", TimeSpan.Zero, LongestTime, problems);
        if (server.MaxChannelIdleTime != Timeout.InfiniteTimeSpan)
        {
            Require(server.MaxChannelIdleTime, $"Server:{nameof(server.MaxChannelIdleTime)}", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), problems);
        }
    }

    private static void ValidateHealthChecks(StorageOptions storage, List<string> problems)
    {
        Require(storage.MaxCommitWait, $"Storage:{nameof(storage.MaxCommitWait)}", TimeSpan.Zero, TimeSpan.FromSeconds(1), problems);
        Require(storage.HealthCheckInterval, $"Storage:{nameof(storage.HealthCheckInterval)}", TimeSpan.FromSeconds(1), LongestTime, problems);

        // A check that has not come back when the next is due has to count as slow.
        Require(
            storage.SlowDiskThreshold, $"Storage:{nameof(storage.SlowDiskThreshold)}", TimeSpan.FromMilliseconds(1), storage.HealthCheckInterval, problems);
    }

    private static void Require(TimeSpan value, string option, TimeSpan minimum, TimeSpan maximum, List<string> problems)
    {
        if (value < minimum || value > maximum)
        {
            problems.Add($"{option} must be between {minimum} and {maximum}, not {value}.");
        }
    }

    private static void ValidateKeeping(ShuffleWorkerOptions options, List<string> problems)
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        Require(options.Quarantine.Retention, "Quarantine:Retention", minute);
        Require(options.Scrubbing.Interval, "Scrubbing:Interval", minute);
        Require(options.Scrubbing.InitialDelay, "Scrubbing:InitialDelay", TimeSpan.Zero);
        Require(options.Scrubbing.MaxYield, "Scrubbing:MaxYield", TimeSpan.Zero);
        Require(options.OrphanTimeToLive ?? minute, nameof(options.OrphanTimeToLive), minute);
        if (options.Scrubbing.BytesPerSecond is > 0 and < ScrubbingOptions.MinBytesPerSecond)
        {
            problems.Add($"Scrubbing:BytesPerSecond must be 0 or {ScrubbingOptions.MinBytesPerSecond} and more, not {options.Scrubbing.BytesPerSecond}.");
        }

        void Require(TimeSpan value, string option, TimeSpan minimum)
        {
            if (value < minimum || value > TimeSpan.FromDays(365))
            {
                problems.Add($"{option} must be between {minimum} and 365 days, not {value}.");
            }
        }
    }

    private static void ValidateDirectories(ShuffleWorkerOptions options, List<string> problems)
    {
        string text = options.Storage.DataDirectories;
        if (string.IsNullOrWhiteSpace(text))
        {
            // [Required] has said so.
            return;
        }

        if (!DataDirectorySpec.TryParse(text, out IReadOnlyList<DataDirectorySpec>? directories, out string? problem))
        {
            problems.Add(problem);
            return;
        }

        ValidateOpenFiles(options, directories.Count, problems);
        problems.AddRange(directories.Select(directory => DataDirectoryProbe.Check(directory.Path)).OfType<string>());
    }

    // A start looks at one file on each of its threads, and must not leave a partition out for want of a handle.
    private static void ValidateOpenFiles(ShuffleWorkerOptions options, int directories, List<string> problems)
    {
        int needed = options.Recovery.ThreadsPerDirectory * directories;
        if (options.Storage.MaxOpenFiles > 0 && options.Storage.MaxOpenFiles < needed)
        {
            problems.Add(
                $"Storage:MaxOpenFiles {options.Storage.MaxOpenFiles} is not enough for a start, which opens {needed} at once: "
                + $"Recovery:ThreadsPerDirectory {options.Recovery.ThreadsPerDirectory} for each of {directories} data directories.");
        }
    }
}
