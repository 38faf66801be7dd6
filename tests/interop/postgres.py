"""A PostgreSQL of one's own: started in a folder that is thrown away, reached by a socket in it, never by the network."""
import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile


def binaries():
    """The folder of initdb: on the path, or where Debian puts it."""
    found = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(found)) if found else sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]


@contextlib.contextmanager
def server():
    """Answers a function that runs psql with some arguments and gives its output."""
    folder = tempfile.mkdtemp(prefix="pg")
    # PostgreSQL refuses to run as root; its package brings a user of its own.
    root = os.geteuid() == 0
    as_owner = ["runuser", "-u", "postgres", "--"] if root else []
    if root:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, bin = os.path.join(folder, "data"), binaries()
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    try:
        subprocess.run(as_owner + [f"{bin}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet)
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = as_owner + [f"{bin}/pg_ctl", "-D", data, "-w", "-l", os.path.join(folder, "log")]
        subprocess.run(control + ["-o", options, "start"], **quiet)
        try:
            yield lambda *arguments: psql(bin, folder, arguments)
        finally:
            subprocess.run(control + ["-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def psql(bin, socket, arguments):
    command = [f"{bin}/psql", "-h", socket, "-U", "postgres", "-d", "postgres", "--no-psqlrc", "--quiet", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout
