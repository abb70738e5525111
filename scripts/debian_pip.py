"""A pip for Pythons that come without one: Debian's own copy, fetched without root. Standard library only."""

import shutil


def fetch(folder, attempt):
    """The pip that Debian keeps for its own environments, unpacked under `folder`; None elsewhere. `attempt` runs
    a command quietly.

    Debian's and Ubuntu's `python3` comes without ensurepip, and `apt-get install` needs root. Fetching a package does
    not, nor does a private copy of the package lists, for a machine where they were never fetched.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    apt = ["apt-get", "-o", "APT::Sandbox::User=root"]
    private = ["-o", "Dir::State::lists={}".format(folder / "lists"), "-o", "Dir::Cache={}".format(folder)]
    download = ["download", "python3-pip-whl"]
    if attempt(apt + download, cwd=folder).returncode != 0:
        attempt(apt + private + ["update"], cwd=folder)
        attempt(apt + private + download, cwd=folder)
    for package in sorted(folder.glob("python3-pip-whl_*.deb")):
        attempt(["dpkg-deb", "-x", package, folder])
    return max(folder.glob("usr/share/python-wheels/pip-*.whl"), default=None)
