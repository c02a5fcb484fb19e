using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Jobs;
using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Tests.Cluster.State;

public sealed class DurableDocumentTests
{
    private static readonly JsonTypeInfo<JobDirectoryRecord> Json = JobDocuments.Default.JobDirectoryRecord;

    private readonly ScriptedStorage _storage = new();
    private readonly DurableDocument<JobDirectoryRecord> _document;
    private int _endings;

    public DurableDocumentTests() => _document = new DurableDocument<JobDirectoryRecord>(_storage, Json, 1, () => _endings++);

    [Fact]
    public async Task ThoseWhoSaveDuringAWrite_ShareTheNext()
    {
        Task first = Save(1);
        Task second = Save(2);
        Task third = Save(3);

        _storage.Succeed("a");
        await first;
        Assert.False(second.IsCompleted);
        _storage.Succeed("b");
        await Task.WhenAll(second, third);

        Assert.Equal([Text(1), Text(3)], _storage.Begun);
    }

    [Fact]
    public async Task FailedWrite_FailsAllWhoWait_AndAllLaterOnes_AndEndsTheActivation()
    {
        Task first = Save(1);
        Task second = Save(2);

        _storage.Fail();

        await RefusedAsync(first);
        await RefusedAsync(second);
        Assert.Throws<ShuffleException>(() => { _ = Save(3); });
        Assert.Throws<ShuffleException>(() => { _ = _document.ConfirmAsync(); });
        Assert.Equal(1, _endings);
        Assert.Single(_storage.Begun);
    }

    [Fact]
    public async Task NothingWrittenByOthers_IsConfirmed()
    {
        Task confirmed = _document.ConfirmAsync();
        _storage.Succeed(null);
        await confirmed;

        await SavedAsync("a");
        confirmed = _document.ConfirmAsync();
        _storage.Succeed("a");
        await confirmed;

        Assert.Equal(0, _endings);
    }

    [Theory]
    [InlineData(null, "b")]
    [InlineData("a", "b")]
    [InlineData("a", null)]
    public async Task WrittenByAnotherActivation_IsFoundOut_AndEndsThisOne(string? known, string? found)
    {
        if (known is not null)
        {
            await SavedAsync(known);
        }

        Task confirmed = _document.ConfirmAsync();
        _storage.Succeed(found);

        await RefusedAsync(confirmed);
        Assert.Equal(1, _endings);
    }

    [Fact]
    public async Task WhoSavesDuringALook_IsWrittenAfterIt_WithWhatItSays()
    {
        Task confirmed = _document.ConfirmAsync();
        Task saved = Save(1);
        // A look replaces what the storage takes for the state.
        _storage.State = new StoredDocument();
        _storage.Succeed(null);
        await confirmed;
        _storage.Succeed("a");
        await saved;

        Assert.Equal(["read", Text(1)], _storage.Begun);
    }

    [Fact]
    public async Task WhoLooksDuringAWrite_HearsByIt()
    {
        Task saved = Save(1);
        Task confirmed = _document.ConfirmAsync();

        _storage.Succeed("a");

        await Task.WhenAll(saved, confirmed);
        Assert.Equal([Text(1)], _storage.Begun);
    }

    [Fact]
    public void NewerFormat_IsRefusedClearly()
    {
        Store(2, Text(1));

        ShuffleException error = Assert.Throws<ShuffleException>(_document.Read);

        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, error.Code);
        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsOfALaterVersion_AreToleratedInTheSameFormat()
    {
        Store(1, Text(7)[..^1] + ",\"later\":[{\"x\":1}]}");

        Assert.Equal(7, _document.Read()!.HighestEpoch);
    }

    private static JobDirectoryRecord Record(long epoch) => new(1, epoch, []);

    private static string Text(long epoch) => JsonSerializer.Serialize(Record(epoch), Json);

    private static async Task RefusedAsync(Task task)
        => Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, (await Assert.ThrowsAsync<ShuffleException>(() => task)).Code);

    private Task Save(long epoch) => _document.SaveAsync(() => Record(epoch));

    private async Task SavedAsync(string version)
    {
        Task saved = Save(1);
        _storage.Succeed(version);
        await saved;
    }

    private void Store(int format, string json)
    {
        _storage.State = new StoredDocument { FormatVersion = format, Json = System.Text.Encoding.UTF8.GetBytes(json) };
        (_storage.Etag, _storage.RecordExists) = ("a", true);
    }
}
