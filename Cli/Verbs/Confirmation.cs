using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>Asks a person before something is gone for good. A script says --yes.</summary>
internal static class Confirmation
{
    private const string Word = "yes";

    public static Option<bool> Option() => new("--yes") { Description = "Do not ask." };

    /// <exception cref="MisuseException">There is nobody to ask, and no --yes.</exception>
    public static bool Confirm(Session session, bool isGiven, string what)
    {
        if (isGiven)
        {
            return true;
        }

        if (!session.Surroundings.InIsTerminal)
        {
            throw new MisuseException($"{what} Nobody can be asked here: say --yes.");
        }

        session.Warnings.Text($"{what} Type '{Word}' to go on: ");
        session.Warnings.Flush();
        bool confirmed = session.Surroundings.In.ReadLine()?.Trim() == Word;
        if (!confirmed)
        {
            session.Warnings.Line("Nothing was changed.");
        }

        return confirmed;
    }
}
