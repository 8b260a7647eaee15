"""Recompute the SHA-256s at the end of data/MANIFEST.toml. Run it after any change to a file of data/.

python benchmarks/stamp_manifest.py
"""

from contested import reference


def main() -> None:
    """Write the hashes, and name the files that changed."""
    path = reference.root() / "MANIFEST.toml"
    text = path.read_text(encoding="utf-8")
    before = {each.path: each.sha256 for each in reference.manifest()}
    after = reference.shipped_files()
    head = text[: text.index("[sha256]")]
    body = "".join(f'"{name}" = "{digest}"\n' for name, digest in after.items())
    path.write_text(f"{head}[sha256]\n{body}", encoding="utf-8", newline="\n")
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            print("removed" if name not in after else "changed" if name in before else "added", name)


if __name__ == "__main__":
    main()
