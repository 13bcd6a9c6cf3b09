"""Makes the Parquet samples. Usage: parquet.py, at the top of the project, in an environment
with duckdb, openpyxl and pyarrow."""

import datetime
import decimal
import sys
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pyarrow.parquet.encryption as encryption

sys.path.append("tests/engines")
import tables

FOLDER = Path("tests/suite/exports/samples")
MOMENTS = [
    datetime.datetime(2023, 8, 19, 10, 22, 3),
    datetime.datetime(2023, 8, 20, 15, 5),
    datetime.datetime(2023, 9, 18),
]


def write(table, name, **options):
    pyarrow.parquet.write_table(table, FOLDER / f"{name}.parquet", **options)


def tickets() -> None:
    """The first assessed tickets of the reference month, as text and from two writers."""
    table = tables.read(Path("examples/2023-09/data/市级考评明细.xlsx"))
    helped = [row for row in table.rows if row[4]][:3]
    helped[0][4] = "教委、民政局"
    table.rows = table.rows[:9] + helped
    table.write(FOLDER / "tickets.csv")
    typed = tables.typed(table)
    columns = zip(*typed.rows)
    arrow = pyarrow.table([list(column) for column in columns], names=table.names)
    write(arrow, "tickets-pyarrow", row_group_size=5)
    duckdb.sql(f"COPY (FROM arrow) TO '{FOLDER}/tickets-duckdb.parquet'")


def codecs() -> None:
    """Numbers of three tickets and when they were accepted."""
    numbers = ["0001", "20230819090500", "0003"]
    table = pyarrow.table({"工单编号": numbers, "受理时间": MOMENTS})
    for codec in ["snappy", "gzip", "zstd", "lz4", "none", "brotli"]:
        write(table, f"codec-{codec}", compression=codec)
    write(table, "codec-delta", use_dictionary=False, data_page_version="2.0",
          column_encoding={"工单编号": "DELTA_BYTE_ARRAY", "受理时间": "PLAIN"})
    write(table, "pages-v2", data_page_version="2.0", compression="zstd")


def moments() -> None:
    """The same moments in every type that has them, and whole numbers as numbers."""
    types = {
        "秒": pyarrow.timestamp("ms"),
        "微秒": pyarrow.timestamp("us"),
        "纳秒": pyarrow.timestamp("ns"),
        "时区": pyarrow.timestamp("us", tz="Asia/Shanghai"),
    }
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    local = [moment.replace(tzinfo=beijing) for moment in MOMENTS]
    columns = {
        name: pyarrow.array(local if type.tz else MOMENTS, type)
        for name, type in types.items()
    }
    columns["数字"] = [int(moment.strftime("%Y%m%d%H%M%S")) for moment in MOMENTS]
    columns["日期"] = [moment.date() for moment in MOMENTS]
    columns["工单编号"] = pyarrow.array([9007199254740993, 2, 2**64 - 1], pyarrow.uint64())
    write(pyarrow.table(columns), "moments")
    # As Spark keeps them.
    old = {name: columns["时区"] if name == "时区" else columns[name]
           for name in ["时区", "工单编号"]}
    write(pyarrow.table(old), "moments-96", use_deprecated_int96_timestamps=True)


def numbers() -> None:
    """A ranking whose scores are in every type that has them."""
    scores = [decimal.Decimal("99.98"), decimal.Decimal("99.95"), decimal.Decimal("7.10")]
    columns = {
        "排名": pyarrow.array([1, 2, 3], pyarrow.int8()),
        "所属区": ["密云区"] * 3,
        "街乡镇": pyarrow.array(["密云镇", "檀营地区", "北庄镇"]).dictionary_encode(),
    }
    for name, type in [
        ("定点", pyarrow.decimal128(5, 2)),
        ("长定点", pyarrow.decimal128(38, 2)),
        ("单精度", pyarrow.float32()),
        ("双精度", pyarrow.float64()),
    ]:
        values = scores if pyarrow.types.is_decimal(type) else [float(s) for s in scores]
        columns[name] = pyarrow.array(values, type)
    columns["结构"] = [{"甲": 1, "乙": "二"}] * 3
    columns["字节"] = pyarrow.array([b"\x00\xff", None, b""])
    table = pyarrow.table(columns)
    write(table, "numbers")
    write(table, "numbers-int", store_decimal_as_integer=True)


class Keys(encryption.KmsClient):
    """Keeps keys as they are."""

    def __init__(self, _):
        encryption.KmsClient.__init__(self)

    def wrap_key(self, key, _):
        return key.hex()

    def unwrap_key(self, key, _):
        return bytes.fromhex(key)


def locked() -> None:
    """Encrypted from end to end, and but for its description."""
    factory = encryption.CryptoFactory(Keys)
    table = pyarrow.table({"工单编号": ["0001"], "受理时间": MOMENTS[:1]})
    for name, plain in [("locked", False), ("locked-columns", True)]:
        chosen = encryption.EncryptionConfiguration(
            footer_key="a", column_keys={"b": ["工单编号"]}, plaintext_footer=plain
        )
        keys = factory.file_encryption_properties(encryption.KmsConnectionConfig(), chosen)
        write(table, name, encryption_properties=keys)


tickets()
codecs()
moments()
numbers()
locked()
