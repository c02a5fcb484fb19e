#!/usr/bin/env python3
"""An independent client of the shuffle data plane, written from docs/protocol.md alone, with the standard library alone.

    python3 shuffle_client.py HOST PORT --job HEX --dataset HEX --index N --attempt N --epoch N --subpartitions N [--kind map|reduce] write|read|roundtrip

`write` writes a small partition of known content, `read` reads it back in full, and `roundtrip` does both, then reads single subpartitions and
resumes in the middle. With `--kind reduce` the content is one producer's contribution to reduce partitions that all lie on this worker.
The control plane must have allocated the partition attempt on the worker at HOST:PORT. The exit code is 0 only if every check held.
"""
import argparse
import hashlib
import socket
import struct
import sys

PREAMBLE = b"SHUFORL1"
HELLO, HELLO_REPLY, PING, PONG, GOODBYE = 0x01, 0x02, 0x03, 0x04, 0x05
OPEN_WRITE, FINISH_WRITE, WRITE_COMMITTED = 0x10, 0x11, 0x12
OPEN_READ, READ_OPENED, READ_END, CLOSE_READ = 0x20, 0x21, 0x22, 0x23
OPEN_REDUCE_READ, REDUCE_READ_OPENED, REDUCE_READ_FAILED = 0x24, 0x25, 0x26
DATA, ADD_CREDIT, BACKLOG, CHANNEL_ERROR = 0x30, 0x31, 0x32, 0x3F
WRITE, READ = 1, 2
MAP, REDUCE = 1, 2
PRODUCER = 3
PAGE_CACHE, MEMORY, FSYNC = 0, 1, 2
ANY_DISK, HDD, SSD = 0, 1, 2
LZ4, BROADCAST_FLAG = 1, 2
BROADCAST = 0xFFFFFFFF
NO_FRAMES_DIGEST = 0xCBF29CE484222325


class ProtocolError(Exception):
    """The worker refused, or broke the protocol."""


def check(claim, text):
    if not claim:
        raise ProtocolError(text)


# ---- checksums -------------------------------------------------------------------------------------------------

CRC_TABLE = []
for _value in range(256):
    for _ in range(8):
        _value = (_value >> 1) ^ (0x82F63B78 if _value & 1 else 0)
    CRC_TABLE.append(_value)


def crc32c(data, crc=0):
    """CRC-32C of data, or its continuation after the bytes that gave `crc`."""
    register = crc ^ 0xFFFFFFFF
    for byte in data:
        register = (register >> 8) ^ CRC_TABLE[(register ^ byte) & 0xFF]
    return register ^ 0xFFFFFFFF


def digest_append(digest, frame_crc):
    for byte in struct.pack("<I", frame_crc):
        digest = ((digest ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return digest


def lz4_block(source, length):
    """Decodes one LZ4 block that holds `length` bytes."""
    out, at = bytearray(), 0

    def extended(value, at):
        if value == 15:
            while source[at] == 255:
                value, at = value + 255, at + 1
            value, at = value + source[at], at + 1
        return value, at

    while at < len(source):
        token = source[at]
        literals, at = extended(token >> 4, at + 1)
        out += source[at:at + literals]
        at += literals
        if at >= len(source):
            break
        offset = struct.unpack_from("<H", source, at)[0]
        matched, at = extended(token & 15, at + 2)
        check(0 < offset <= len(out), "LZ4: an offset points before the beginning")
        for _ in range(matched + 4):
            out.append(out[-offset])
    check(len(out) == length, "LZ4: the block does not have the announced length")
    return bytes(out)


# ---- messages --------------------------------------------------------------------------------------------------

def message(kind, channel, body=b""):
    head = struct.pack("<IBBHI", len(body), kind, 0, 0, channel)
    return head + struct.pack("<I", crc32c(head if kind == DATA else head + body)) + body


def text(value):
    utf8 = value.encode("utf-8")
    return struct.pack("<H", len(utf8)) + utf8


def hello(direction, name="shuffle_client.py"):
    return message(HELLO, 0, struct.pack("<HHQB", 1, 1, 0, direction) + bytes(16) + bytes(16) + struct.pack("<BH", 0, 0) + text(name))


def frame_seed(job, dataset, kind, index, attempt):
    """The checksum of the identity, from which that of each frame goes on."""
    return crc32c(job + dataset + struct.pack("<iii", kind, index, attempt))


class Attempt:
    """Names one attempt of a map partition, or of a producer's contribution to reduce partitions."""

    def __init__(self, job, dataset, index, attempt, epoch, kind=MAP):
        self.job, self.dataset, self.index, self.attempt, self.epoch, self.kind = job, dataset, index, attempt, epoch, kind
        self.seed = frame_seed(job, dataset, kind, index, attempt)

    def packed(self):
        return self.job + self.dataset + struct.pack("<BiiQ", self.kind, self.index, self.attempt, self.epoch)

    def tag(self):
        """How a reduce read names the contribution."""
        return struct.pack("<iiQ", self.index, self.attempt, self.epoch)


def frame(attempt, payload, subpartition, region, sequence, kind=1, flags=0):
    head = struct.pack("<IIIIBBH", len(payload), subpartition, region, sequence, kind, flags, 0)
    crc = crc32c(payload, crc32c(head, attempt.seed))
    return head + struct.pack("<I", crc) + payload, crc


def receipt(regions, frames, payload_bytes, digest):
    return struct.pack("<iiqqQ", regions, 0, frames, payload_bytes, digest)


def open_write(attempt, channel, subpartitions, durability=PAGE_CACHE, disk=ANY_DISK, share=(0, 1)):
    """`share`: of a contribution to reduce partitions, the index of this worker's share and how many shares there are."""
    return message(OPEN_WRITE, channel, attempt.packed() + struct.pack("<iBBHHH", subpartitions, durability, disk, 0, *share))


def open_read(attempt, channel, first, last, resume, credit):
    return message(OPEN_READ, 0, struct.pack("<HI", 1, channel) + attempt.packed() + struct.pack("<iiqq", first, last, resume, credit))


def open_reduce_read(contributions, channel, first, last, resume, credit):
    """`contributions`: attempts of kind reduce of one data set, ascending by index."""
    head = contributions[0].job + contributions[0].dataset + struct.pack("<iiqqH", first, last, resume, credit, len(contributions))
    return message(OPEN_REDUCE_READ, channel, head + b"".join(contribution.tag() for contribution in contributions))


# ---- a connection ----------------------------------------------------------------------------------------------

class Connection:
    def __init__(self, host, port, direction):
        self.socket = socket.create_connection((host, port), timeout=60)
        self.last_channel = 0
        self.socket.sendall(PREAMBLE + hello(direction))
        check(self.exactly(8) == PREAMBLE, "this is not a shuffle worker")
        kind, _, body = self.receive()
        check(kind == HELLO_REPLY and len(body) == 58, "the first message is not a hello reply")
        version, _, _, _, self.max_frame, self.write_credit, _, _ = struct.unpack("<HQ16s16siiii", body)
        check(version == 1 and self.write_credit >= self.max_frame > 24, "the hello reply makes no sense")

    def exactly(self, count):
        data = bytearray()
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            check(piece, "the worker closed the connection")
            data += piece
        return bytes(data)

    def receive(self):
        """The next message that is not keepalive: (type, channel, body). Errors become exceptions."""
        while True:
            head = self.exactly(16)
            length, kind, flags, reserved, channel, crc = struct.unpack("<IBBHII", head)
            check(flags == 0 and reserved == 0, "a message header is malformed")
            check(length <= (64 << 20 if kind == DATA else 48 << 10), "a message is too large")
            body = self.exactly(length)
            check(crc == crc32c(head[:12] if kind == DATA else head[:12] + body), "the checksum of a message is wrong")
            if kind in (GOODBYE, CHANNEL_ERROR):
                code, size = struct.unpack_from("<HH", body)
                raise ProtocolError(f"error {code}: {body[4:4 + size].decode('utf-8', 'replace')}")
            if kind == REDUCE_READ_FAILED:
                index, run, epoch, code, size = struct.unpack_from("<iiQHH", body)
                text_of_it = body[20:20 + size].decode("utf-8", "replace")
                raise ProtocolError(f"error {code} of producer {index}, attempt {run}, epoch {epoch}: {text_of_it}")
            if kind == PING:
                self.socket.sendall(message(PONG, 0, body))
            elif kind not in (PONG, BACKLOG):
                return kind, channel, body

    def new_channel(self):
        self.last_channel += 1
        return self.last_channel

    def close(self):
        self.socket.sendall(message(GOODBYE, 0, struct.pack("<H", 0) + text("")))
        self.socket.close()


# ---- write and read --------------------------------------------------------------------------------------------

def planned(subpartitions):
    """The content: (region, subpartition, payload). Two ordinary regions, the second with gaps, then a broadcast region."""
    for region in range(2):
        for subpartition in range(region, subpartitions, region + 1):
            for part in range(1 + (subpartition + region) % 3):
                seed = f"{region}/{subpartition}/{part}".encode()
                yield region, subpartition, hashlib.sha256(seed).digest() * (1 + (subpartition % 7) * 20) + seed
    last = 1 if subpartitions < 2 else 2
    yield last, BROADCAST, b"for everybody"


def share_of(subpartitions, share=0, shares=1):
    """The subpartitions of one share of a contribution, which one of several workers holds."""
    return range(share * subpartitions // shares, (share + 1) * subpartitions // shares)


def planned_share(subpartitions, share=(0, 1)):
    """Of the planned content what a share holds, its regions numbered anew so that none is left out. Broadcasts are in every share."""
    number, before = -1, None
    for region, subpartition, payload in planned(subpartitions):
        if subpartition in share_of(subpartitions, *share) or subpartition == BROADCAST:
            number, before = number + (region != before), region
            yield number, subpartition, payload


def write(connection, attempt, subpartitions, share=(0, 1), durability=PAGE_CACHE, disk=ANY_DISK):
    """Writes the planned content, or one share of it. Returns the numbers of frames and of bytes of payload."""
    channel, credit = connection.new_channel(), connection.write_credit
    connection.socket.sendall(open_write(attempt, channel, subpartitions, durability, disk, share))
    sequence, payload_bytes, digest, regions = 0, 0, NO_FRAMES_DIGEST, 0
    for region, subpartition, payload in planned_share(subpartitions, share):
        sealed, crc = frame(attempt, payload, subpartition, region, sequence, flags=BROADCAST_FLAG if subpartition == BROADCAST else 0)
        check(len(sealed) <= connection.max_frame, "the worker's frames are too short for this example")
        while credit < len(sealed):
            kind, on, body = connection.receive()
            check(kind == ADD_CREDIT and on == channel, f"expected credit, got message 0x{kind:02x}")
            credit += struct.unpack("<i", body)[0]
        connection.socket.sendall(message(DATA, channel, sealed))
        credit -= len(sealed)
        sequence, payload_bytes, digest, regions = sequence + 1, payload_bytes + len(payload), digest_append(digest, crc), region + 1
    mine = receipt(regions, sequence, payload_bytes, digest)
    connection.socket.sendall(message(FINISH_WRITE, channel, mine))
    kind = ADD_CREDIT
    while kind == ADD_CREDIT:
        kind, on, body = connection.receive()
    check(kind == WRITE_COMMITTED and on == channel and body == mine, "the worker committed something else")
    return sequence, payload_bytes


def read(connection, attempt, first, last, resume=0, before=(0, 0, NO_FRAMES_DIGEST)):
    """Reads a range and verifies all there is to verify. `before`: frames, bytes and digest in front of the resume point.

    Returns [(region, subpartition, content, crc, frame bytes)].
    """
    channel, grant = connection.new_channel(), 4 * connection.max_frame
    connection.socket.sendall(open_read(attempt, channel, first, last, resume, grant))
    kind, on, body = connection.receive()
    check(kind == READ_OPENED and on == channel and len(body) == 48, f"expected ReadOpened, got message 0x{kind:02x}")
    regions, _, all_frames, _, all_digest, range_frames, range_bytes = struct.unpack("<iiqqQqq", body)
    frames, (count, total, digest), previous = [], before, (-1, -1, -1)
    kind, on, body = connection.receive()
    while kind == DATA:
        check(on == channel, "data for a channel that was never opened")
        at = 0
        while at < len(body):
            length, subpartition, region, sequence, what, flags, reserved, crc = struct.unpack_from("<IIIIBBHI", body, at)
            payload = body[at + 24:at + 24 + length]
            check(0 < length == len(payload) and what in (1, 2) and flags < 4 and reserved == 0, "a frame header is malformed")
            check(crc == crc32c(payload, crc32c(body[at:at + 20], attempt.seed)), f"frame {sequence} is corrupt")
            broadcast = bool(flags & BROADCAST_FLAG)
            check(subpartition == BROADCAST if broadcast else first <= subpartition <= last, f"frame {sequence} is out of range")
            check(sequence > previous[0] and region >= previous[1] and region < regions, f"frame {sequence} is out of order")
            check(region > previous[1] or subpartition >= previous[2], f"frame {sequence} breaks the order of its region")
            previous, at = (sequence, region, subpartition), at + 24 + length
            count, total, digest = count + 1, total + 24 + length, digest_append(digest, crc)
            plain = lz4_block(payload[4:], struct.unpack_from("<I", payload)[0]) if flags & LZ4 else payload
            frames.append((region, subpartition, plain, crc, 24 + length))
        connection.socket.sendall(message(ADD_CREDIT, channel, struct.pack("<i", len(body))))
        kind, on, body = connection.receive()
    check(kind == READ_END and on == channel, f"expected ReadEnd, got message 0x{kind:02x}")
    check(struct.unpack("<qqQ", body) == (count, total, digest), "the range's totals differ from what arrived")
    check((count, total) == (range_frames, range_bytes), "more or less arrived than was announced")
    check(count < all_frames or digest == all_digest, "the whole partition arrived, and its digest is not the receipt's")
    return frames


class ReduceRead:
    """Reads a range of reduce partitions and verifies all there is to verify. It outlives its connections: each `read` goes on where the last ended."""

    def __init__(self, contributions, first, last):
        self.contributions, self.first, self.last = contributions, first, last
        self.named = {contribution.tag(): contribution for contribution in contributions}
        self.tag_seed = frame_seed(contributions[0].job, contributions[0].dataset, REDUCE, -1, -1)
        self.count, self.total, self.digest, self.announced = 0, 0, NO_FRAMES_DIGEST, None
        self.producer, self.subpartition, self.places = None, first, {}
        self.frames = []  # (producer index, region, subpartition, content)

    def read(self, connection, at_most=None):
        """Reads to the end, or closes after the message in which `at_most` frames, tags included, are reached."""
        channel, grant = connection.new_channel(), 4 * connection.max_frame
        connection.socket.sendall(open_reduce_read(self.contributions, channel, self.first, self.last, self.count, grant))
        kind, on, body = connection.receive()
        check(kind == REDUCE_READ_OPENED and on == channel and len(body) == 16, f"expected ReduceReadOpened, got message 0x{kind:02x}")
        check(self.announced in (None, body), "after a resume, something else is announced")
        self.announced = body
        kind, on, body = connection.receive()
        while kind == DATA:
            check(on == channel, "data for a channel that was never opened")
            self.take(body)
            if at_most is not None and self.count >= at_most:
                connection.socket.sendall(message(CLOSE_READ, channel))
                return
            connection.socket.sendall(message(ADD_CREDIT, channel, struct.pack("<i", len(body))))
            kind, on, body = connection.receive()
        check(kind == READ_END and on == channel, f"expected ReadEnd, got message 0x{kind:02x}")
        check(struct.unpack("<qqQ", body) == (self.count, self.total, self.digest), "the range's totals differ from what arrived")
        check(struct.unpack("<qq", self.announced) == (self.count, self.total), "more or less arrived than was announced")

    def take(self, body):
        at = 0
        while at < len(body):
            length, subpartition, region, sequence, what, flags, reserved, crc = struct.unpack_from("<IIIIBBHI", body, at)
            payload, head = body[at + 24:at + 24 + length], body[at:at + 20]
            check(0 < length == len(payload) and what in (1, 2, PRODUCER) and flags < 4 and reserved == 0, "a frame header is malformed")
            if what == PRODUCER:
                check((length, flags, region, sequence) == (16, 0, 0, 0), "a tag is malformed")
                check(crc == crc32c(payload, crc32c(head, self.tag_seed)), "a tag is corrupt")
                self.turn_to(payload, subpartition)
            else:
                check(self.producer, "a frame comes before any tag")
                check(crc == crc32c(payload, crc32c(head, self.producer.seed)), f"frame {sequence} is corrupt")
                self.take_frame(subpartition, region, sequence, flags, payload)
            at += 24 + length
            self.count, self.total, self.digest = self.count + 1, self.total + 24 + length, digest_append(self.digest, crc)

    def turn_to(self, tag, subpartition):
        check(tag in self.named, "a tag names a contribution that was not asked for")
        check(self.subpartition <= subpartition <= self.last, "a tag's subpartition is out of order")
        if subpartition > self.subpartition:
            self.places = {}
        self.producer, self.subpartition = self.named[tag], subpartition

    def take_frame(self, subpartition, region, sequence, flags, payload):
        check(subpartition == (BROADCAST if flags & BROADCAST_FLAG else self.subpartition), f"frame {sequence} is behind the wrong tag")
        last_sequence, last_region = self.places.get(self.producer.index, (-1, -1))
        check(sequence > last_sequence and region >= last_region, f"frame {sequence} is out of order")
        self.places[self.producer.index] = (sequence, region)
        plain = lz4_block(payload[4:], struct.unpack_from("<I", payload)[0]) if flags & LZ4 else payload
        self.frames.append((self.producer.index, region, subpartition, plain))


def read_reduce(connection, contributions, first, last):
    """Reads a range whole. Returns [(producer index, region, subpartition, content)]."""
    reading = ReduceRead(contributions, first, last)
    reading.read(connection)
    return reading.frames


def content(frames):
    return [entry[:3] for entry in frames]


def check_ranges(connection, attempt, subpartitions):
    whole = read(connection, attempt, 0, subpartitions - 1)
    expected = list(planned(subpartitions))
    check(content(whole) == expected, "what was read is not what was written")
    for one in {0, subpartitions // 2, subpartitions - 1}:
        mine = [entry for entry in expected if entry[1] in (one, BROADCAST)]
        check(content(read(connection, attempt, one, one)) == mine, f"subpartition {one} differs")
    half, digest = len(whole) // 2, NO_FRAMES_DIGEST
    for entry in whole[:half]:
        digest = digest_append(digest, entry[3])
    before = (half, sum(entry[4] for entry in whole[:half]), digest)
    check(content(read(connection, attempt, 0, subpartitions - 1, half, before)) == expected[half:], "what was resumed differs")


def check_reduce_ranges(connect, contribution, subpartitions):
    # A broadcast is in every reduce partition, so a range brings it once for each.
    expected = [[(contribution.index, *entry) for entry in planned(subpartitions) if entry[1] in (one, BROADCAST)] for one in range(subpartitions)]
    connection = connect()
    for one in {0, subpartitions // 2, subpartitions - 1}:
        check(read_reduce(connection, [contribution], one, one) == expected[one], f"reduce partition {one} differs")
    whole = read_reduce(connection, [contribution], 0, subpartitions - 1)
    check(whole == sum(expected, []), "what was read is not what was written")
    resumed = ReduceRead([contribution], 0, subpartitions - 1)
    resumed.read(connection, at_most=1)
    connection.close()
    connection = connect()
    resumed.read(connection)
    connection.close()
    check(resumed.frames == whole, "what was resumed differs")


def run(arguments):
    kind = REDUCE if arguments.kind == "reduce" else MAP
    attempt = Attempt(bytes.fromhex(arguments.job), bytes.fromhex(arguments.dataset), arguments.index, arguments.attempt, arguments.epoch, kind)
    if arguments.action in ("write", "roundtrip"):
        connection = Connection(arguments.host, arguments.port, WRITE)
        frames, payload_bytes = write(connection, attempt, arguments.subpartitions)
        connection.close()
        print(f"wrote {frames} frames, {payload_bytes} bytes of payload")
    if arguments.action == "roundtrip" and kind == REDUCE:
        check_reduce_ranges(lambda: Connection(arguments.host, arguments.port, READ), attempt, arguments.subpartitions)
        print("verified")
    elif arguments.action in ("read", "roundtrip"):
        connection = Connection(arguments.host, arguments.port, READ)
        if arguments.action == "roundtrip":
            check_ranges(connection, attempt, arguments.subpartitions)
        else:
            last = arguments.subpartitions - 1
            frames = read_reduce(connection, [attempt], 0, last) if kind == REDUCE else content(read(connection, attempt, 0, last))
            print(f"read {len(frames)} frames, {sum(len(entry[-1]) for entry in frames)} bytes of content")
        connection.close()
        print("verified")


def main():
    parser = argparse.ArgumentParser(description="An independent client of the shuffle data plane.")
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--job", required=True, help="32 hexadecimal digits")
    parser.add_argument("--dataset", required=True, help="32 hexadecimal digits")
    for name in ("index", "attempt", "epoch", "subpartitions"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--kind", choices=("map", "reduce"), default="map")
    parser.add_argument("action", choices=("write", "read", "roundtrip"))
    try:
        run(parser.parse_args())
    except (ProtocolError, OSError, struct.error) as error:
        print(f"failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
