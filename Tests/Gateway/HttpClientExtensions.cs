namespace ShuffleOrleans.Tests.Gateway;

internal static class HttpClientExtensions
{
    public static async Task<string> GetTextAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }
}
