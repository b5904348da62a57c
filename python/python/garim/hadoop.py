"""Folders through Hadoop's file systems: on this machine, on HDFS, wherever Spark writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garim.errors import GarimError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Folder:
    """A folder, by a path or an address."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        self._spark = spark
        self._jvm = spark._jvm
        self._conf = spark._jsc.hadoopConfiguration()
        self._root = path.rstrip("/") or "/"
        at = self._jvm.org.apache.hadoop.fs.Path(self._root)
        self._fs = at.getFileSystem(self._conf)
        self._full = self._fs.makeQualified(at)

    @property
    def local(self) -> bool:
        """Whether it is on this machine."""
        return str(self._fs.getScheme()) == "file"

    def path(self, inner: str) -> str:
        """The address of something in it."""
        return self._at(inner).toString()

    def local_path(self, inner: str) -> str:
        """The path of something in it on this machine."""
        return str(self._at(inner).toUri().getPath())

    def _at(self, inner: str):  # type: ignore[no-untyped-def]
        return self._jvm.org.apache.hadoop.fs.Path(self._full.toString() + "/" + inner)

    def make(self) -> None:
        """Makes it, unless it is there."""
        self._fs.mkdirs(self._full)

    def exists(self, inner: str) -> bool:
        """Whether something is in it."""
        return bool(self._fs.exists(self._at(inner)))

    def delete(self, inner: str) -> None:
        """Deletes what is in it, if it is."""
        self._fs.delete(self._at(inner), True)

    def files(self, inner: str, ending: str) -> list[str]:
        """The names of files in a folder of it, in order."""
        names = [status.getPath().getName() for status in self._fs.listStatus(self._at(inner))]
        return sorted(n for n in names if n.endswith(ending) and not n.startswith((".", "_")))

    def write(self, inner: str, text: str) -> None:
        """Writes a file that is not there yet."""
        out = self._fs.create(self._at(inner), False)
        try:
            out.write(bytearray(text.encode()))
        finally:
            out.close()

    def put(self, source: str, inner: str) -> None:
        """Brings a folder of this machine into it."""
        self._fs.copyFromLocalFile(False, True, self._jvm.org.apache.hadoop.fs.Path("file://" + source), self._at(inner))

    def publish(self, staged: str, name: str, replace: bool) -> None:
        """Gives what is staged its name; what has the name stays whole until then, and where it may not be replaced."""
        if replace and self.exists(name):
            aside = f"{staged}.old"
            self._rename(name, aside)
            try:
                self._rename(staged, name)
            except GarimError:
                self._rename(aside, name)
                raise
            self.delete(aside)
        else:
            self._rename(staged, name)

    def _rename(self, source: str, target: str) -> None:
        """A rename that does not move a folder into one that is there."""
        from py4j.protocol import Py4JJavaError

        context = self._jvm.org.apache.hadoop.fs.FileContext.getFileContext(self._full.toUri(), self._conf)
        none = self._jvm.org.apache.hadoop.fs.Options.Rename.NONE
        options = self._spark.sparkContext._gateway.new_array(self._jvm.org.apache.hadoop.fs.Options.Rename, 1)
        options[0] = none
        try:
            context.rename(self._at(source), self._at(target), options)
        except Py4JJavaError:
            code = "exists" if self.exists(target) else "cannot_write"
            raise GarimError(code, "the run cannot be given its name") from None
