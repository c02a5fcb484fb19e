using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Journal;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>A journal directory that shows somebody every record once it is written, on the thread of the journal's loop.</summary>
internal sealed class FollowedDirectory(IJournalDirectory inner, Action<IReadOnlyList<ControlPlaneFact>> follow) : IJournalDirectory
{
    public string Path => inner.Path;

    public IReadOnlyList<string> List() => inner.List();

    public Stream OpenRead(string name) => inner.OpenRead(name);

    public IJournalFile Create(string name) => new FollowedFile(inner.Create(name), follow);

    public IJournalFile OpenAppend(string name, long length) => new FollowedFile(inner.OpenAppend(name, length), follow);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Delete(string name) => inner.Delete(name);

    public void Flush() => inner.Flush();

    public void Dispose() => inner.Dispose();

    private sealed class FollowedFile(IJournalFile file, Action<IReadOnlyList<ControlPlaneFact>> follow) : IJournalFile
    {
        public void Append(ReadOnlySpan<byte> bytes)
        {
            file.Append(bytes);
            follow(JournalRecord.Decode(bytes[JournalRecord.HeaderLength..]));
        }

        public void Flush() => file.Flush();

        public void Dispose() => file.Dispose();
    }
}
