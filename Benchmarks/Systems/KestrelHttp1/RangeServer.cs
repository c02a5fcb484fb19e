using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp1;

/// <summary>
/// PUT, GET of one range, DELETE of files in a folder. A file is seen by readers once its PUT is complete and stays open until it is deleted. Used by all
/// connections at once.
/// </summary>
internal sealed class RangeServer(string directory) : IDisposable
{
    private readonly ConcurrentDictionary<string, SafeFileHandle> _files = new();

    public void Dispose()
    {
        foreach (SafeFileHandle file in _files.Values)
        {
            file.Dispose();
        }
    }

    public Task HandleAsync(HttpContext context)
    {
        string name = context.Request.Path.Value!.Trim('/').Replace('/', '-');
        return context.Request.Method switch
        {
            "PUT" => PutAsync(context, name),
            "GET" => GetAsync(context, name),
            "DELETE" => Delete(context, name),
            _ => Answer(context, StatusCodes.Status405MethodNotAllowed),
        };
    }

    private async Task PutAsync(HttpContext context, string name)
    {
        SafeFileHandle file = File.OpenHandle(
            Path.Combine(directory, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, context.Request.ContentLength ?? 0);
        try
        {
            await RequestBody.SaveAsync(context.Request.BodyReader, file, context.RequestAborted);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _files[name] = file;
        await Answer(context, StatusCodes.Status201Created);
    }

    private async Task GetAsync(HttpContext context, string name)
    {
        if (!_files.TryGetValue(name, out SafeFileHandle? file))
        {
            await Answer(context, StatusCodes.Status404NotFound);
            return;
        }

        if (!RangeHeaderValue.TryParse(context.Request.Headers.Range.ToString(), out RangeHeaderValue? range)
            || range.Ranges is not { Count: 1 } || range.Ranges.First() is not { From: { } from, To: { } to })
        {
            await Answer(context, StatusCodes.Status416RangeNotSatisfiable);
            return;
        }

        long length = to - from + 1;
        context.Response.StatusCode = StatusCodes.Status206PartialContent;
        context.Response.ContentLength = length;
        await FileRange.SendAsync(file, from, length, context.Response.BodyWriter, context.RequestAborted);
    }

    private Task Delete(HttpContext context, string name)
    {
        if (!_files.TryRemove(name, out SafeFileHandle? file))
        {
            return Answer(context, StatusCodes.Status404NotFound);
        }

        file.Dispose();
        File.Delete(Path.Combine(directory, name));
        return Answer(context, StatusCodes.Status204NoContent);
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
