namespace ShuffleOrleans.Cli.Files;

/// <summary>What <c>file --json</c> prints.</summary>
/// <param name="Files">Each file that was looked at.</param>
/// <param name="Damaged">How many of them are damaged.</param>
/// <param name="Notes">About the directories.</param>
internal sealed record FileReports(IReadOnlyList<FileReport> Files, int Damaged, IReadOnlyList<string> Notes);
