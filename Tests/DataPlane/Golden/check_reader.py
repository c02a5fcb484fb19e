"""Holds docs/examples/read_partition.py to files that a worker wrote: every flipped bit in them must be noticed.

    python3 check_reader.py FOLDER_OF_THE_READER FILE.shuffle | FOLDER_OF_A_DATA_SET

The files are small, and nothing in them is a gap.
"""
import os
import struct
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import read_partition as reader  # noqa: E402


def read_file(path):
    reader.MapPartition(reader.PartitionFile(path))


def read_data_set(folder):
    for contribution in reader.contributions_of([folder], {}):
        contribution.verify()


def notices(read, path):
    try:
        read(path)
    except (reader.ProtocolError, struct.error, IndexError, OSError):
        return True
    return False


def overwrite(path, data):
    with open(path, "wb") as file:
        file.write(data)


def check(damaged, path, read):
    with open(damaged, "rb") as file:
        whole = file.read()
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << (at % 8)
        overwrite(damaged, flipped)
        reader.check(notices(read, path), f"{damaged}: a flipped bit at byte {at} went unseen")
    for length in (len(whole) - 1, len(whole) // 2, 0):
        overwrite(damaged, whole[:length])
        reader.check(notices(read, path), f"{damaged}: cut to {length} bytes it went unseen")
    overwrite(damaged, whole)
    reader.check(not notices(read, path), f"{damaged}: whole again, it is refused")


target = sys.argv[2]
if os.path.isdir(target):
    for name in sorted(os.listdir(target)):
        check(os.path.join(target, name), target, read_data_set)
        print(name)
else:
    check(target, target, read_file)
print("verified")
