using System.CommandLine;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;

namespace ShuffleOrleans.Cli.Invocation;

/// <summary>Runs verbs: each in a session of its own, each failure as its exit code with words on standard error.</summary>
internal sealed class VerbRunner(Surroundings surroundings, GlobalOptions global)
{
    /// <summary>Makes this what the command does.</summary>
    public Command Bind(Command command, Func<ParseResult, Session, CancellationToken, Task<int>> verb)
    {
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, verb, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, Session, CancellationToken, Task<int>> verb, CancellationToken cancellationToken)
    {
        Screen screen = new(surroundings.Out, global.HasColours(parsed, surroundings), surroundings.OutIsTerminal);
        using Session session = new(surroundings, screen, global.IsJson(parsed), () => Connect(parsed));
        try
        {
            return await verb(parsed, session, cancellationToken);
        }
        catch (MisuseException e)
        {
            session.Warnings.Line(e.Message);
            return ExitCode.Misuse;
        }
        catch (UnknownIdException e)
        {
            session.Warnings.Line(e.Message);
            return e.IsMisuse ? ExitCode.Misuse : ExitCode.Refused;
        }
        catch (ServiceRefusedException e)
        {
            session.Warnings.Line(e.Message);
            return ExitCode.Refused;
        }
        catch (ServiceUnreachableException e)
        {
            session.Warnings.Line(e.Message);
            return ExitCode.NotReachable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how a person ends what would go on for ever.
            return ExitCode.Ok;
        }
    }

    private ServiceApi Connect(ParseResult parsed) => new(global.ServiceOf(parsed, surroundings), global.TokenOf(parsed, surroundings));
}
