namespace ShuffleOrleans.Cli.Service;

/// <summary>The service answered, and said no.</summary>
internal sealed class ServiceRefusedException(string code, string title, string detail, int status)
    : Exception($"{code}: {title}. {detail}")
{
    /// <summary>The problem's code, or what stands for one.</summary>
    public string Code => code;

    /// <summary>The HTTP status.</summary>
    public int Status => status;
}
