"""What the program is made of, as CycloneDX 1.5: every library with its checksum and licence,
every font."""
import datetime
import hashlib
import tomllib
import uuid

import licenses

FONTS = {
    "ZhuqueFangsong-Regular.ttf": "OFL-1.1",
    "GWSongSC-Regular.otf": "OFL-1.1",
    "GWSongSC-Bold.otf": "OFL-1.1",
    "GWSongRareSC-Regular.otf": "OFL-1.1",
    "GWHeiSC-Regular.otf": "OFL-1.1",
    "GWHeiSC-Medium.otf": "OFL-1.1",
    "LiberationSerif-Regular.ttf": "OFL-1.1",
    "LiberationSerif-Bold.ttf": "OFL-1.1",
    "gkai00mp.ttf": "LicenseRef-Arphic-1999",
}


def library(package, checksums):
    name, version = package["name"], package["version"]
    component = {
        "type": "library",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package["license"]:
        component["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if (name, version) in checksums:
        component["hashes"] = [{"alg": "SHA-256", "content": checksums[name, version]}]
    return component


def font(path):
    if path.name not in FONTS:
        raise SystemExit(f".ci/sbom.py does not know the licence of {path.name}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file",
        "bom-ref": path.name,
        "name": path.name,
        "licenses": [{"expression": FONTS[path.name]}],
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def compose(version, epoch):
    """The bill of a version made at a time in seconds of Unix."""
    lock = (licenses.ROOT / "Cargo.lock").read_bytes()
    packages = tomllib.loads(lock.decode())["package"]
    checksums = {(one["name"], one["version"]): one["checksum"] for one in packages if "checksum" in one}
    parts = [library(package, checksums) for package in licenses.inside() if package["name"] != "bulletin"]
    fonts = [path for path in sorted((licenses.ROOT / "fonts").iterdir()) if path.suffix in (".ttf", ".otf")]
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.UUID(bytes=hashlib.sha256(lock).digest()[:16], version=4)}",
        "version": 1,
        "metadata": {
            "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "bom-ref": "bulletin", "name": "bulletin", "version": version},
        },
        "components": parts + [font(path) for path in fonts],
    }
