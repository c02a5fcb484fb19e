using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShuffleOrleans.Gateway.Dashboard;

/// <summary>
/// Serves the dashboard at <c>/dashboard/</c>. Its pages live behind the <c>#</c> of one address, so the server knows files only: whatever is not one is 404.
/// The files carry no data and need no token.
/// </summary>
internal static class DashboardEndpoints
{
    private const string Folder = "dashboard/";
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapShuffleDashboard(this IEndpointRouteBuilder endpoints)
    {
        DashboardFiles files = DashboardFiles.Embedded();
        endpoints.MapMethods("/dashboard/{**path}", Methods, (HttpContext http, string? path) => Answer(files, http, path ?? "")).ExcludeFromDescription();
        // A host with a page of its own at the root keeps it.
        endpoints.MapMethods("/", Methods, static () => Results.Redirect(Folder)).WithOrder(int.MaxValue).ExcludeFromDescription();
    }

    private static IResult Answer(DashboardFiles files, HttpContext http, string path)
    {
        DashboardHeaders.Add(http.Response.Headers);
        // Without the slash at its end the address of the first page would be the base of the wrong relative addresses.
        // The redirect is relative, for proxies that serve the node below a path which the node does not know.
        if (path.Length == 0 && http.Request.Path.Value?.EndsWith('/') != true)
        {
            return Results.Redirect(Folder);
        }

        DashboardFile? file = files.Find(path);
        if (file is null)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = file.CacheControl;
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }
}
