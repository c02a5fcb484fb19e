"""Holds docs/examples/shuffle_client.py to the golden vectors: what it says, byte for byte, and what it understands.

    python3 check_client.py FOLDER_OF_THE_CLIENT FOLDER_OF_THE_VECTORS
"""
import os
import struct
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import shuffle_client as client  # noqa: E402

JOB, DATASET = bytes(range(16)), bytes(range(16, 32))
MAPPED = client.Attempt(JOB, DATASET, 2, 3, 4)
TWO, FIVE = client.Attempt(JOB, DATASET, 2, 3, 4, client.REDUCE), client.Attempt(JOB, DATASET, 5, 0, 6, client.REDUCE)
CREDIT = 65584


def vectors(name):
    """[(direction, name, bytes)]"""
    entries = []
    with open(os.path.join(sys.argv[2], name), encoding="utf-8") as lines:
        for line in (line.split("#")[0].strip() for line in lines):
            if line[:1] in ("<", ">"):
                entries.append([line[0], line[1:].strip(), b""])
            elif line:
                entries[-1][2] += bytes.fromhex(line)
    return entries


class Golden:
    """Takes the place of the socket: answers with the worker's side of a session, and keeps what the client says."""

    def __init__(self, name):
        self.unread, self.said = b"".join(data for direction, _, data in vectors(name) if direction == "<"), b""

    def recv(self, count):
        piece, self.unread = self.unread[:min(count, 7)], self.unread[min(count, 7):]
        return piece

    def sendall(self, data):
        self.said += data

    def close(self):
        pass


def said(name, kinds):
    return [data for direction, kind, data in vectors(name) if direction == ">" and kind in kinds]


def same(what, mine, golden):
    client.check(mine == golden, f"{what}: the client says {mine.hex()}, the vector is {golden.hex()}")


def connect(name):
    client.socket.create_connection = lambda address, timeout: Golden(address[0])
    return client.Connection(name, 0, client.READ)


def refuses(name, kind, read):
    """Every flipped bit in what the worker says about the data must be noticed."""
    start = sum(len(data) for direction, _, data in vectors(name)[:4] if direction == "<")
    whole = b"".join(data for direction, _, data in vectors(name) if direction == "<")
    for at in range(start, len(whole)):
        connection = connect(name)
        flipped = bytearray(whole[start:])
        flipped[at - start] ^= 1 << (at % 8)
        connection.socket.unread = bytes(flipped)
        try:
            read(connection)
        except (client.ProtocolError, struct.error, IndexError):
            continue
        raise client.ProtocolError(f"{kind}: a flipped bit at byte {at} went unseen")


def check_write():
    frames = [client.frame(MAPPED, b"hello", 0, 0, 0), client.frame(MAPPED, b"world!", 3, 0, 1),
              client.frame(MAPPED, b"end", client.BROADCAST, 1, 2, kind=2, flags=client.BROADCAST_FLAG)]
    digest = client.NO_FRAMES_DIGEST
    for _, crc in frames:
        digest = client.digest_append(digest, crc)
    mine = [client.open_write(MAPPED, 1, 4), client.message(client.DATA, 1, frames[0][0] + frames[1][0]), client.message(client.DATA, 1, frames[2][0]),
            client.message(client.FINISH_WRITE, 1, client.receipt(2, 3, 14, digest))]
    same("a write", b"".join(mine), b"".join(said("write-session.hex", ("OpenWrite", "Data", "FinishWrite"))))
    same("OpenWrite", client.open_write(MAPPED, 1, 4, client.FSYNC, client.SSD), said("messages.hex", ("OpenWrite",))[0])


def check_shares():
    """Shares divide the content: every frame is in one, a broadcast in each."""
    plan = list(client.planned(10))
    shares = [list(client.planned_share(10, (share, 3))) for share in range(3)]
    client.check([list(client.share_of(10, share, 3)) for share in range(3)] == [[0, 1, 2], [3, 4, 5], [6, 7, 8, 9]], "the shares are other ones")
    parts = sorted(entry[1:] for share in shares for entry in share if entry[1] != client.BROADCAST)
    client.check(parts == sorted(entry[1:] for entry in plan if entry[1] != client.BROADCAST), "the shares do not make up the content")
    client.check(all(share[-1][1] == client.BROADCAST for share in shares), "a share lacks the broadcast")
    opened = client.open_write(TWO, 1, 10, share=(2, 3))
    client.check(opened[16 + 53:] == bytes.fromhex("00000000 0200 0300"), "the share is not at the end of OpenWrite")


def check_read():
    name = "read-session.hex"
    same("OpenRead", client.open_read(MAPPED, 1, 0, 1, 0, CREDIT), said(name, ("OpenRead",))[0])
    frames = client.content(client.read(connect(name), MAPPED, 0, 1))
    client.check(frames == [(0, 0, b"hello"), (1, client.BROADCAST, b"end")], f"read {frames}")
    refuses(name, "read", lambda connection: client.read(connection, MAPPED, 0, 1))


def check_reduce_read():
    name = "reduce-read-session.hex"
    same("OpenReduceRead", client.open_reduce_read([TWO, FIVE], 1, 0, 1, 0, CREDIT), said(name, ("OpenReduceRead",))[0])
    frames = client.read_reduce(connect(name), [TWO, FIVE], 0, 1)
    client.check(frames == [(2, 0, 0, b"hello"), (5, 0, 0, b"world!"), (2, 1, 0, b"again"), (5, 0, 1, b"end")], f"read {frames}")
    refuses(name, "reduce read", lambda connection: client.read_reduce(connection, [TWO, FIVE], 0, 1))


def check_resume():
    """Closed behind a tag, a reader is inside that stretch still."""
    name = "reduce-read-session.hex"
    connection = connect(name)
    reading = client.ReduceRead([TWO, FIVE], 0, 1)
    reading.read(connection, at_most=5)
    client.check(connection.socket.said.endswith(client.message(client.CLOSE_READ, 1)), "the read was not closed")
    answers = [data for direction, kind, data in vectors(name) if direction == "<" and kind not in ("Preamble", "HelloReply")]
    again = connect(name)
    again.socket.unread = b"".join(answers[:1] + answers[2:])
    reading.read(again)
    expected = client.open_reduce_read([TWO, FIVE], 1, 0, 1, 5, 4 * again.max_frame)
    client.check(expected in again.socket.said, "the resumed read does not say what is there already")
    client.check(reading.frames == client.read_reduce(connect(name), [TWO, FIVE], 0, 1), "what was resumed differs")


def check_failure():
    connection = connect("reduce-read-session.hex")
    connection.socket.unread = [data for _, kind, data in vectors("messages.hex") if kind == "ReduceReadFailed"][0]
    try:
        client.read_reduce(connection, [TWO, FIVE], 0, 1)
    except client.ProtocolError as error:
        client.check(str(error) == "error 101 of producer 5, attempt 0, epoch 6: Not committed yet.", f"the error reads: {error}")
    else:
        raise client.ProtocolError("a failed reduce read was taken for a good one")


check_write()
check_shares()
check_read()
check_reduce_read()
check_resume()
check_failure()
print("verified")
