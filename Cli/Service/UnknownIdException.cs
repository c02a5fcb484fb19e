namespace ShuffleOrleans.Cli.Service;

/// <summary>What was typed names nothing, or more than one.</summary>
/// <param name="message">What is wrong, and the candidates.</param>
/// <param name="isMisuse">Whether it was typed wrongly; otherwise the service knows nothing of the name.</param>
internal sealed class UnknownIdException(string message, bool isMisuse) : Exception(message)
{
    public bool IsMisuse => isMisuse;
}
