"""Folders of images to measure with. They look like JPEG by their first bytes, and hold noise."""
import os
import shutil

SIGNATURE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
# ext4 takes 65,000 links to one file.
MOST_LINKS = 60_000


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
        """A folder of count images of size bytes each; of these, distinct are files of their own, the others links."""
        folder = os.path.join(self.root, f"{count}x{size}")
        if os.path.isdir(folder):
            return folder
        os.makedirs(folder)
        distinct = max(min(distinct or count, count), -(-count // MOST_LINKS))
        for number in range(count):
            path = os.path.join(folder, f"sheet-{number:06}.jpg")
            if number < distinct:
                with open(path, "wb") as file:
                    file.write(SIGNATURE + os.urandom(size - len(SIGNATURE)))
            else:
                os.link(os.path.join(folder, f"sheet-{number % distinct:06}.jpg"), path)
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
