using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>The gateways of real silos, over HTTP: each answers for all of them.</summary>
[Trait("Category", "EndToEnd")]
[Collection(ProcessesCollection.Name)]
public sealed class FaceTests
{
    private const string AdminToken = "a-token-of-an-admin";

    [Fact]
    public async Task EverySilo_ShowsTheInsideOfEveryWorker_AndNamesTheDeadOneAsMissing()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync("--Shuffle:Gateway:AdminToken", AdminToken);
        string[] workers = [.. (await GetAsync(cluster.Silos[0], "/v1/workers")).GetProperty("items").EnumerateArray().Select(IdOf)];
        Assert.Equal(3, workers.Length);
        foreach (SiloProcess silo in cluster.Silos)
        {
            JsonElement summary = await GetAsync(silo, "/v1/cluster");
            Assert.Equal(("cluster", 3, 0), (summary.GetProperty("kind").GetString(), summary.GetProperty("workerCount").GetInt32(), MissingOf(summary).Length));
            foreach (string worker in workers)
            {
                JsonElement detail = await GetAsync(silo, $"/v1/workers/{worker}");
                Assert.Empty(MissingOf(detail));
                Assert.Equal(JsonValueKind.Array, detail.GetProperty("inside").GetProperty("disks").ValueKind);
            }
        }

        string dead = IdOf(await WorkerOfAsync(cluster.Silos[0], cluster.Silos[2]));
        await cluster.Silos[2].KillAsync();

        JsonElement last = await GetAsync(cluster.Silos[0], $"/v1/workers/{dead}");
        Assert.Equal([dead], MissingOf(last));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("inside").ValueKind);
        Assert.Equal(3, (await GetAsync(cluster.Silos[1], "/v1/workers")).GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Exclusion_IsKnownToEverySilo_AndOutlivesTheWorkersProcess()
    {
        await using ThreeSilos cluster = await ThreeSilos.StartAsync("--Shuffle:Gateway:AdminToken", AdminToken);
        string worker = IdOf(await WorkerOfAsync(cluster.Silos[0], cluster.Silos[1]));
        Assert.Equal(HttpStatusCode.Unauthorized, await ExcludeAsync(cluster.Silos[2], worker, "a-token-of-nobody"));
        Assert.Equal(HttpStatusCode.OK, await ExcludeAsync(cluster.Silos[2], worker, AdminToken));

        await cluster.Silos[1].StopAsync();
        await cluster.StartAgainAsync(1);

        foreach (SiloProcess silo in cluster.Silos)
        {
            JsonElement known = await GetAsync(silo, $"/v1/workers/{worker}");
            Assert.Equal(("Excluded", "its fan is loud"), (known.GetProperty("state").GetString(), known.GetProperty("reason").GetString()));
        }
    }

    // A grain that was on a dead silo is not to be reached until the others have found out: that passes, and the answer says so.
    private static async Task<JsonElement> GetAsync(SiloProcess silo, string path)
    {
        using CancellationTokenSource patience = new(Patience.Limit);
        while (true)
        {
            using HttpResponseMessage response = await silo.Http.GetAsync(path, patience.Token);
            string body = await response.Content.ReadAsStringAsync(patience.Token);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {body}");
                return JsonElement.Parse(body);
            }
        }
    }

    private static async Task<HttpStatusCode> ExcludeAsync(SiloProcess silo, string worker, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/v1/workers/{worker}:exclude") { Content = JsonContent.Create(new { reason = "its fan is loud" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await silo.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<JsonElement> WorkerOfAsync(SiloProcess asked, SiloProcess place)
        => (await GetAsync(asked, "/v1/workers")).GetProperty("items").EnumerateArray().Single(worker => worker.GetProperty("dataPort").GetInt32() == place.DataPort);

    private static string IdOf(JsonElement worker) => worker.GetProperty("worker").GetString()!;

    private static string[] MissingOf(JsonElement answer) => [.. answer.GetProperty("missing").EnumerateArray().Select(IdOf)];
}
