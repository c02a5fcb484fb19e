namespace ShuffleOrleans.Silo;

/// <summary>Puts the failure of a start into one line.</summary>
internal static class StartProblem
{
    public static string Explain(Exception error)
    {
        // The outermost says what was being done, the innermost why it failed.
        Exception cause = error.GetBaseException();
        string text = ReferenceEquals(cause, error) ? error.Message : $"{error.Message} {cause.Message}";
        return string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
