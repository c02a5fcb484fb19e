namespace ShuffleOrleans.Cli.Completion;

/// <summary>The scripts. Each hands the line and the cursor's place to the program's suggest directive, so that they know no verb themselves.</summary>
internal static class CompletionScripts
{
    private const string Bash = """
        _shuffle() {
            local suggestions
            suggestions="$(shuffle "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "${suggestions}" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _shuffle shuffle

        """;

    private const string Zsh = """
        _shuffle() {
            local -a suggestions
            suggestions=("${(@f)$(shuffle "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a suggestions
        }
        compdef _shuffle shuffle

        """;

    private const string Fish = """
        function _shuffle
            shuffle "[suggest:"(commandline -C)"]" (commandline -c) 2>/dev/null
        end
        complete -c shuffle -f -a "(_shuffle)"

        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal) { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish };

    public static IEnumerable<string> Shells => Scripts.Keys;

    public static string For(string shell) => Scripts[shell];
}
