"""Folders of images to measure with: JPEGs that are whole by their structure, and hold noise in their one scan."""
import os
import shutil

# One code of one bit: all that the tables need so that the look before sending finds a picture of 8 x 8 grey pixels.
TABLE = b"\x01" + bytes(16)
HEAD = (
    b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x01" * 64 + b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"
    b"\xff\xc4\x00\x26\x00" + TABLE + b"\x10" + TABLE + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
)
TAIL = b"\xff\xd9"


def jpeg(size):
    """A JPEG of size bytes, 150 at least; in its noise no byte begins a marker."""
    noise = os.urandom(size - len(HEAD) - len(TAIL)).replace(b"\xff", b"\xfe")
    return HEAD + noise + TAIL


class Folders:
    """Makes folders below one, and takes them away at the end."""

    def __init__(self, root):
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        os.makedirs(root)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def images(self, count, size, distinct=None):
        """A folder of count images of size bytes each. No two are alike, but only distinct have noise of their own: the
        others are copies with their number in the middle, which takes less time to make."""
        folder = os.path.join(self.root, f"{count}x{size}")
        if os.path.isdir(folder):
            return folder
        os.makedirs(folder)
        pictures = []
        for number in range(count):
            if distinct is None or number < distinct:
                picture = bytearray(jpeg(size))
                if distinct is not None:
                    pictures.append(picture)
            else:
                picture = pictures[number % distinct]
                picture[size // 2:size // 2 + 6] = b"%06d" % number
            with open(os.path.join(folder, f"sheet-{number:06}.jpg"), "wb") as file:
                file.write(picture)
        os.sync()
        return folder

    def output(self, name):
        """A path for what a client writes; what stood there is gone."""
        path = os.path.join(self.root, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.remove(path)
        return path
