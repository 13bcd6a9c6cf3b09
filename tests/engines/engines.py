"""Engines that hold a table and answer a query with a file."""

import contextlib
import csv
import json
import tempfile
from pathlib import Path

from tables import Table


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def columns(table: Table, kinds: dict) -> str:
    return ", ".join(
        f"{quoted(name)} {kinds[table.kind(column)]}"
        for column, name in enumerate(table.names)
    )


@contextlib.contextmanager
def as_json(table: Table):
    """A file that keeps types and is read at once."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        for row in table.rows:
            file.write(json.dumps(dict(zip(table.names, row)), ensure_ascii=False) + "\n")
        file.flush()
        yield file


class Engine:
    """What an engine is asked for: an answer in a file of one of its formats."""

    formats = ["csv"]

    def counts(self, path: Path) -> list[int]:
        """How many tickets each row of an answer stands for."""
        with path.open(encoding="utf-8") as file:
            return [int(row["件数"]) for row in csv.DictReader(file)]


class DuckDb(Engine):
    """In this process."""

    formats = ["csv", "parquet"]
    kinds = {str: "VARCHAR", bool: "BOOLEAN", list: "VARCHAR[]"}

    def __init__(self):
        import duckdb

        self.engine = duckdb.connect()

    def load(self, table: Table) -> None:
        self.engine.execute(f"CREATE TABLE {quoted(table.name)} ({columns(table, self.kinds)})")
        with as_json(table) as file:
            self.engine.execute(f"COPY {quoted(table.name)} FROM '{file.name}' (FORMAT json)")

    def answer(self, query: str, path: Path) -> None:
        options = "FORMAT csv, HEADER" if path.suffix == ".csv" else "FORMAT parquet"
        self.engine.execute(f"COPY ({query}) TO '{path}' ({options})")

    def counts(self, path: Path) -> list[int]:
        return [row[0] for row in self.engine.execute(f'SELECT "件数" FROM \'{path}\'').fetchall()]


class Postgres(Engine):
    """The server that the environment names."""

    kinds = {str: "text", bool: "boolean", list: "text[]"}

    def __init__(self):
        import psycopg

        self.engine = psycopg.connect(autocommit=True)

    def load(self, table: Table) -> None:
        with self.engine.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {quoted(table.name)} ({columns(table, self.kinds)})")
            with cursor.copy(f"COPY {quoted(table.name)} FROM STDIN") as copy:
                for row in table.rows:
                    copy.write_row(row)

    def answer(self, query: str, path: Path) -> None:
        command = f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)"
        with self.engine.cursor() as cursor, cursor.copy(command) as copy:
            with path.open("wb") as file:
                for part in copy:
                    file.write(part)


class ClickHouse(Engine):
    """In this process."""

    kinds = {str: "Nullable(String)", bool: "Bool", list: "Array(String)"}

    def __init__(self):
        from chdb import session

        self.engine = session.Session()
        self.engine.query("CREATE DATABASE IF NOT EXISTS month ENGINE = Atomic")
        self.engine.query("USE month")

    def load(self, table: Table) -> None:
        kinds = columns(table, self.kinds)
        name = quoted(table.name)
        self.engine.query(f"CREATE TABLE {name} ({kinds}) ENGINE = MergeTree ORDER BY tuple()")
        with as_json(table) as file:
            source = f"file('{file.name}', 'JSONEachRow')"
            self.engine.query(f"INSERT INTO {name} SELECT * FROM {source}")

    def answer(self, query: str, path: Path) -> None:
        path.write_bytes(self.engine.query(query, "CSVWithNames").bytes())


class Spark(Engine):
    """Local, on two cores."""

    def __init__(self):
        import pyspark
        from pyspark.sql import SparkSession

        self.types = __import__("pyspark.sql.types", fromlist=["types"])
        builder = SparkSession.builder.master("local[2]").appName("bulletin")
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", "2")
        self.engine = builder.getOrCreate()
        self.engine.sparkContext.setLogLevel("ERROR")

    def load(self, table: Table) -> None:
        types = self.types
        kinds = {
            str: types.StringType(),
            bool: types.BooleanType(),
            list: types.ArrayType(types.StringType()),
        }
        fields = [
            types.StructField(name, kinds[table.kind(column)])
            for column, name in enumerate(table.names)
        ]
        rows = self.engine.createDataFrame(table.rows, types.StructType(fields))
        rows.createOrReplaceTempView("`" + table.name.replace("`", "``") + "`")

    def answer(self, query: str, path: Path) -> None:
        answer = self.engine.sql(query)
        # Its CSV has no arrays; as text they are [a, b].
        texts = [answer[f"`{name.replace('`', '``')}`"].cast("string") for name in answer.columns]
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(answer.columns)
            for row in answer.select(texts).collect():
                writer.writerow("" if value is None else value for value in row)


ENGINES = {"duckdb": DuckDb, "postgres": Postgres, "clickhouse": ClickHouse, "spark": Spark}
