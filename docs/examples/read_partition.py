#!/usr/bin/env python3
"""An independent reader of what a shuffle worker keeps on disk, written from docs/file-format.md alone, with the standard library alone.

    python3 read_partition.py FILE.shuffle                               prints and verifies a map partition, or a contribution's own file
    python3 read_partition.py FILE.shuffle --subpartition N [--out F]    the input of one subpartition: of a contribution with the frames it has
    python3 read_partition.py FILE.shuffle --subpartition N --data-directory DIR...
    python3 read_partition.py DATASET_FOLDER... --subpartition N [--epoch INDEX=EPOCH]... [--out F]

A contribution's frames lie in `reduce-*.frames` files, which are looked for beside it and, if the worker has several data directories, in the folders of the
same data set below those. Given the folders of a data set (JOB/DATASET, one in each data directory), every committed contribution in them is
verified and the reduce partition of one subpartition is put together: of each producer the attempt with the highest epoch, or the one that --epoch names.
`--out` writes the payloads, decompressed, one behind the other. The exit code is 0 and the last line "verified" only if every check held.
"""
import argparse
import os
import re
import struct
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from shuffle_client import (BROADCAST, BROADCAST_FLAG, LZ4, MAP, NO_FRAMES_DIGEST, PRODUCER, REDUCE, ProtocolError, check, crc32c,  # noqa: E402
                            digest_append, frame_seed, lz4_block, share_of)

HEADER, FOOTER, TAG, MAX_PAYLOAD, MAX_INDEX = 128, 80, 40, 16 << 20, 1 << 30
NAME = re.compile(r"(map|contribution)-(\d+)-a(\d+)-e(\d+)\.shuffle$")


class Frame:
    """A frame that was verified."""

    def __init__(self, subpartition, region, sequence, kind, content, crc):
        self.subpartition, self.region, self.sequence, self.kind, self.content, self.crc = subpartition, region, sequence, kind, content, crc


def read_frame(data, at, seed, kinds):
    """The frame at a place of a file's bytes, and where it ends."""
    check(at + 24 <= len(data), f"no frame header fits at {at}")
    length, subpartition, region, sequence, kind, flags, reserved, crc = struct.unpack_from("<IIIIBBHI", data, at)
    check(0 < length <= MAX_PAYLOAD and kind in kinds and flags < 4 and reserved == 0 and region < 1 << 31, f"the frame header at {at} is malformed")
    check((subpartition == BROADCAST) == bool(flags & BROADCAST_FLAG), f"the frame header at {at} contradicts itself")
    end = at + 24 + length
    check(end <= len(data), f"the frame at {at} ends behind its file")
    payload = data[at + 24:end]
    check(crc == crc32c(payload, crc32c(data[at:at + 20], seed)), f"the frame at {at} is corrupt")
    content = lz4_block(payload[4:], struct.unpack_from("<I", payload)[0]) if flags & LZ4 else payload
    return Frame(subpartition, region, sequence, kind, content, crc), end


class PartitionFile:
    """Header, footer and index bytes of a .shuffle file, verified."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = file.read()
        check(len(self.data) >= HEADER + 16 + FOOTER, "the file is too short to be a partition")
        self.read_header(self.data[:HEADER])
        self.read_footer(self.data[-FOOTER:])
        self.seed = frame_seed(self.job, self.dataset, self.kind, self.index, self.attempt)

    def read_header(self, header):
        magic, version, length, self.subpartitions, self.job, self.dataset, self.kind = struct.unpack_from("<8sHHi16s16sB", header)
        self.index, self.attempt, self.epoch = struct.unpack_from("<ii4xq", header, 52)
        self.share, self.shares = struct.unpack_from("<HH", header, 72)
        check(magic == b"SHUFMAP1", "this is no partition file")
        check((version, length) == (1, HEADER), f"the format's version is {version}")
        check(struct.unpack_from("<I", header, 124)[0] == crc32c(header[:124]), "the header is damaged")
        check(not any(header[49:52] + header[60:64] + header[76:124]), "what must be zero in the header is not")
        check(self.kind in (MAP, REDUCE) and self.index >= 0 and self.attempt >= 0 and self.epoch > 0, "the header makes no sense")
        check(0 < self.subpartitions <= 1 << 20, "the header's subpartition count makes no sense")
        check(self.share < self.shares <= self.subpartitions if self.kind == REDUCE else self.share == self.shares == 0, "the header's share makes no sense")
        named = NAME.search(self.path)
        if named:
            says = ("map" if self.kind == MAP else "contribution", self.index, self.attempt, self.epoch)
            check(says == (named[1], *map(int, named.groups()[1:])), "the file holds something else than its name says")

    def read_footer(self, footer):
        magic, self.index_offset, index_length, index_crc, header_crc = struct.unpack_from("<8sqqII", footer)
        self.regions, zero, self.frames, self.payload_bytes, self.digest = struct.unpack_from("<iiqqQ", footer, 32)
        check(magic == b"SHUFEND1" and struct.unpack_from("<I", footer, 76)[0] == crc32c(footer[:76]), "the footer is damaged: was it ever committed?")
        check(header_crc == struct.unpack_from("<I", self.data, 124)[0], "header and footer do not belong together")
        check(zero == 0 and not any(footer[64:76]), "what must be zero in the footer is not")
        stored = self.payload_bytes + 24 * self.frames if self.kind == MAP else 0
        check(self.index_offset == HEADER + stored and 16 <= index_length <= MAX_INDEX, "the footer makes no sense")
        check(self.index_offset + index_length + FOOTER == len(self.data), "the file is not as long as its footer says")
        self.index_bytes = self.data[self.index_offset:-FOOTER]
        check(index_crc == crc32c(self.index_bytes), "the index is damaged")

    def describe(self):
        what = "map partition" if self.kind == MAP else f"contribution (share {self.share} of {self.shares})"
        print(f"{what} {self.index}, attempt {self.attempt}, epoch {self.epoch}, {self.subpartitions} subpartitions")
        print(f"job {self.job.hex()}, data set {self.dataset.hex()}")
        print(f"receipt: {self.regions} regions, {self.frames} frames, {self.payload_bytes} bytes of payload, digest {self.digest:016x}")

    def check_totals(self, entries):
        """[(length, crc)] of all frames against the receipt."""
        digest = NO_FRAMES_DIGEST
        for length, crc in entries:
            check(24 < length <= 24 + MAX_PAYLOAD, "the index holds an impossible frame length")
            digest = digest_append(digest, crc)
        found = (len(entries), sum(length - 24 for length, _ in entries), digest)
        check(found == (self.frames, self.payload_bytes, self.digest), "the index's frames are not those of the receipt")


# ---- map partitions --------------------------------------------------------------------------------------------

class MapPartition:
    """A map partition whose every byte was verified."""

    def __init__(self, file):
        self.file = file
        self.read_index(file.index_bytes)
        self.read_frames()

    def read_index(self, index):
        regions, runs, frames = struct.unpack_from("<iiq", index)
        check(min(regions, runs, frames) >= 0 and len(index) == 16 + 16 * regions + 8 * runs + 8 * frames, "the index's counts do not fit its length")
        check((regions, frames) == (self.file.regions, self.file.frames), "the index's counts are not those of the receipt")
        at = 16
        self.regions = [struct.unpack_from("<qiI", index, at + 16 * i) for i in range(regions)]
        at += 16 * regions
        self.runs = [struct.unpack_from("<Ii", index, at + 8 * i) for i in range(runs)]
        at += 8 * runs
        self.entries = [struct.unpack_from("<iI", index, at + 8 * i) for i in range(frames)]
        check(sum(count for _, count, _ in self.regions) == runs and all(count > 0 for _, count, _ in self.regions), "the regions' runs do not add up")
        check(sum(count for _, count in self.runs) == frames and all(count > 0 for _, count in self.runs), "the runs' frames do not add up")
        self.file.check_totals(self.entries)

    def read_frames(self):
        """Walks through regions, runs and frames, and through the frames' bytes beside them."""
        self.frames, at, run, number = [], HEADER, 0, 0
        for region, (offset, run_count, flags) in enumerate(self.regions):
            check(offset == at and flags in (0, 1), f"region {region} does not begin where the frames before it end")
            before = -1
            for subpartition, frame_count in self.runs[run:run + run_count]:
                if flags:
                    check(run_count == 1 and subpartition == BROADCAST, f"region {region} is half a broadcast")
                else:
                    check(before < subpartition < self.file.subpartitions, f"region {region}: runs are out of order")
                before = subpartition
                for length, crc in self.entries[number:number + frame_count]:
                    frame, end = read_frame(self.file.data, at, self.file.seed, (1, 2))
                    check((end - at, frame.crc) == (length, crc), f"frame {number} is not the one of the index")
                    check((frame.subpartition, frame.region, frame.sequence) == (subpartition, region, number), f"frame {number} is out of place")
                    self.frames.append(frame)
                    at, number = end, number + 1
            run += run_count
        check(at == self.file.index_offset, "there is something between frames and index")

    def input_of(self, subpartition):
        return [frame for frame in self.frames if frame.subpartition in (subpartition, BROADCAST)]


# ---- reduce partitions -----------------------------------------------------------------------------------------

class FrameFiles:
    """The reduce-*.frames files of a data set, each read and its header verified when it is first needed."""

    def __init__(self, job, dataset, folders):
        self.job, self.dataset, self.folders, self.known = job, dataset, folders, {}

    def get(self, subpartition, ordinal):
        key = (subpartition, ordinal)
        if key not in self.known:
            name = f"reduce-{subpartition}-f{ordinal}.frames"
            paths = [os.path.join(folder, name) for folder in self.folders if os.path.exists(os.path.join(folder, name))]
            check(paths, f"{name} is missing")
            with open(paths[0], "rb") as file:
                data = file.read()
            expected = struct.pack("<8sHHi16s16si", b"SHUFRED1", 1, HEADER, subpartition, self.job, self.dataset, ordinal) + bytes(72)
            check(data[:HEADER] == expected + struct.pack("<I", crc32c(expected)), f"{name}: the header is damaged")
            self.known[key] = data
        return self.known[key]


class Contribution:
    """One producer attempt's share whose index was verified."""

    def __init__(self, file, folders):
        self.file = file
        self.files = FrameFiles(file.job, file.dataset, folders)
        self.tag_seed = frame_seed(file.job, file.dataset, REDUCE, -1, -1)
        self.subpartitions = share_of(file.subpartitions, file.share, file.shares)
        self.read_index(file.index_bytes)

    def read_index(self, index):
        pieces, zero, frames = struct.unpack_from("<iiq", index)
        check(min(pieces, frames) >= 0 == zero and len(index) == 16 + 24 * pieces + 8 * frames, "the index's counts do not fit its length")
        self.pieces = [struct.unpack_from("<iiiiq", index, 16 + 24 * i) for i in range(pieces)]
        self.entries = [struct.unpack_from("<iI", index, 16 + 24 * pieces + 8 * i) for i in range(frames)]
        self.file.check_totals(self.entries)
        before, after = -1, 0
        for subpartition, first, count, ordinal, offset in self.pieces:
            after = after if subpartition == before else 0
            check(subpartition in self.subpartitions and subpartition >= before and first >= after and count > 0, "the pieces are out of order")
            check(first + count <= len(self.entries) and ordinal >= 0 and offset >= HEADER, "a piece points nowhere")
            before, after = subpartition, first + count

    def input_of(self, subpartition):
        """[(file ordinal, offset, frame)] of a subpartition, by sequence number."""
        check(subpartition in self.subpartitions, f"subpartition {subpartition} is not in this share")
        found, region = [], 0
        for _, first, count, ordinal, offset in (piece for piece in self.pieces if piece[0] == subpartition):
            data = self.files.get(subpartition, ordinal)
            tag, at = read_frame(data, offset, self.tag_seed, (PRODUCER,))
            check((tag.subpartition, tag.region, tag.sequence, len(tag.content)) == (subpartition, 0, 0, 16), f"the tag at {offset} is malformed")
            named = struct.unpack("<iiq", tag.content)
            check(named == (self.file.index, self.file.attempt, self.file.epoch), f"the tag at {offset} names another contribution")
            for number in range(first, first + count):
                start = at
                frame, at = read_frame(data, at, self.file.seed, (1, 2))
                check((at - start, frame.crc) == self.entries[number], f"frame {number} is not the one of the index")
                check(frame.sequence == number and region <= frame.region < self.file.regions, f"frame {number} is out of order")
                check(frame.subpartition in (subpartition, BROADCAST), f"frame {number} belongs to another subpartition")
                region = frame.region
                found.append((ordinal, start, frame))
        return found

    def verify(self):
        """Every piece of every subpartition; each frame of the receipt must be in one, a broadcast in each of the share."""
        seen, copies, regions = {}, {}, set()
        for subpartition in self.subpartitions:
            for _, _, frame in self.input_of(subpartition):
                check(seen.setdefault(frame.sequence, frame.subpartition) == frame.subpartition, f"frame {frame.sequence} is there twice")
                copies[frame.sequence] = copies.get(frame.sequence, 0) + 1
                regions.add(frame.region)
        check(sorted(seen) == list(range(self.file.frames)), "the pieces lack frames of the receipt")
        for sequence, subpartition in seen.items():
            check(copies[sequence] == (len(self.subpartitions) if subpartition == BROADCAST else 1), f"frame {sequence} is not where it belongs")
        check(len(regions) == self.file.regions, "the frames are of fewer regions than the receipt's")


def contributions_of(folders, epochs):
    """The contributions of a data set that a consumer wants: of each producer one."""
    chosen = {}
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            match = NAME.match(name)
            if match and match[1] == "contribution":
                index, epoch = int(match[2]), int(match[4])
                if epoch == epochs.get(index, epoch) and epoch >= chosen.get(index, (0, ""))[0]:
                    chosen[index] = (epoch, os.path.join(folder, name))
    for index in epochs:
        check(index in chosen, f"there is no contribution {index} of epoch {epochs[index]}")
    return [Contribution(PartitionFile(path), folders) for _, (_, path) in sorted(chosen.items())]


def reduce_partition(contributions, subpartition):
    """What a reader of the reduce partition gets: frames in file order, each with its producer."""
    placed = []
    for contribution in contributions:
        placed += [(ordinal, offset, contribution.file.index, frame) for ordinal, offset, frame in contribution.input_of(subpartition)]
    return [(index, frame) for _, _, index, frame in sorted(placed, key=lambda entry: entry[:2])]


# ---- the command -----------------------------------------------------------------------------------------------

def show(subpartition, frames, out):
    """[(producer or None, frame)]"""
    print(f"subpartition {subpartition}: {len(frames)} frames, {sum(len(frame.content) for _, frame in frames)} bytes of content")
    if out:
        with open(out, "wb") as target:
            target.writelines(frame.content for _, frame in frames)


def run_file(arguments):
    file = PartitionFile(arguments.paths[0])
    file.describe()
    if file.kind == MAP:
        partition = MapPartition(file)
        print(f"index: {len(partition.regions)} regions, {len(partition.runs)} runs, {len(partition.frames)} frames")
    else:
        here = os.path.dirname(os.path.abspath(arguments.paths[0]))
        below = [os.path.join(root, file.job.hex(), file.dataset.hex()) for root in arguments.data_directory]
        partition = Contribution(file, [here] + below)
        print(f"index: {len(partition.pieces)} pieces, {len(partition.entries)} frames")
        partition.verify()
    if arguments.subpartition is not None:
        found = partition.input_of(arguments.subpartition)
        show(arguments.subpartition, [(file.index, frame if file.kind == MAP else frame[2]) for frame in found], arguments.out)


def run_data_set(arguments):
    epochs = dict(map(int, pair.split("=")) for pair in arguments.epoch)
    contributions = contributions_of(arguments.paths, epochs)
    for contribution in contributions:
        contribution.verify()
        print(f"producer {contribution.file.index}: attempt {contribution.file.attempt}, epoch {contribution.file.epoch}, {contribution.file.frames} frames")
    if arguments.subpartition is not None:
        show(arguments.subpartition, reduce_partition(contributions, arguments.subpartition), arguments.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--subpartition", type=int)
    parser.add_argument("--data-directory", action="append", default=[], metavar="DIR")
    parser.add_argument("--epoch", action="append", default=[], metavar="INDEX=EPOCH")
    parser.add_argument("--out", metavar="FILE")
    arguments = parser.parse_args()
    try:
        if os.path.isdir(arguments.paths[0]):
            run_data_set(arguments)
        else:
            run_file(arguments)
    except (ProtocolError, struct.error, IndexError, OSError) as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    print("verified")
    return 0


if __name__ == "__main__":
    sys.exit(main())
