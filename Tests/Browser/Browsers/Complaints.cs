using System.Collections.Concurrent;

namespace ShuffleOrleans.Tests.Browser.Browsers;

/// <summary>What a browser finds wrong with a page: errors, violations of its policy, requests that leave the service.</summary>
internal sealed class Complaints
{
    // How the console tells of an answer above 399, or of none. The page must cope with it, and a test that provokes it says so.
    private const string FailedRequest = "Failed to load resource";

    private readonly ConcurrentQueue<string> _heard = [];
    private readonly IPage _page;
    private readonly Uri _origin;
    private volatile bool _refusalsExpected;

    private Complaints(IPage page, Uri origin)
    {
        _page = page;
        _origin = origin;
        page.Console += (_, message) => OnConsole(message);
        page.PageError += (_, error) => _heard.Enqueue($"Uncaught: {error}");
        page.Dialog += (_, dialog) => OnDialog(dialog);
        page.Request += (_, request) => OnRequest(request);
    }

    public static async Task<Complaints> HeardFromAsync(IPage page, Uri origin)
    {
        Complaints complaints = new(page, origin);
        await page.ExposeFunctionAsync("reportViolation", (string violation) => complaints._heard.Enqueue($"Policy: {violation}"));
        await page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => reportViolation(`${e.violatedDirective} ${e.blockedURI}`));");
        return complaints;
    }

    /// <summary>From now on refused and unanswered requests are no complaint: the test makes them happen.</summary>
    public void ExpectRefusals() => _refusalsExpected = true;

    public async Task MustBeNoneAsync()
    {
        // What the page has reported before is here when this is answered.
        await _page.EvaluateAsync("() => true");
        Assert.Empty(_heard);
    }

    private void OnConsole(IConsoleMessage message)
    {
        bool refusal = _refusalsExpected && message.Text.StartsWith(FailedRequest, StringComparison.Ordinal);
        if (message.Type is "error" or "warning" && !refusal)
        {
            _heard.Enqueue($"Console: {message.Text} ({message.Location})");
        }
    }

    private void OnDialog(IDialog dialog)
    {
        _heard.Enqueue($"A script opened a dialog: {dialog.Message}");
        _ = dialog.DismissAsync();
    }

    private void OnRequest(IRequest request)
    {
        if (new Uri(request.Url).Authority != _origin.Authority)
        {
            _heard.Enqueue($"Another origin was asked: {request.Url}");
        }
    }
}
