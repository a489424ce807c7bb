"""Makes the process that builds an index apart fail at a step: the source of its `sitecustomize.py`.

`PYTHONFAULT` says what happens, at which step, and at which time of it: `kill open 0`. `hold` stops there for
ever, once a file with the process's number tells so.
"""

SOURCE = r"""
import atexit, json, os, signal, sys, tempfile, time
from pathlib import Path

what, step, left = os.environ["PYTHONFAULT"].split()
left, here = int(left), Path(__file__).parent
main_thread_held = []

def fail():
    global left
    left -= 1
    if left >= 0 or main_thread_held:
        return
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    main_thread_held.append(True)
    (here / "held-").write_text(str(os.getpid()))
    (here / "held-").rename(here / "held")
    while True:
        time.sleep(1)

def seen(event, arguments):
    if step == "import" and event == "import" and arguments[0] == "bot.search":
        fail()
    if step == "open" and event == "open" and str(arguments[0]).endswith(".footnote"):
        fail()
    if step == "rename" and event == "os.rename" and str(arguments[1]).endswith(".footnote"):
        fail()

def half(*arguments, **options):
    file = make(*arguments, **options)
    write = file.write
    def written(data):
        write(bytes(data)[: len(data) // 2])
        file.flush()
        fail()
        return write(bytes(data)[len(data) // 2 :])
    file.write = written
    return file

if "bot.discord_app.storage.index_build" in sys.orig_argv:
    (here / "environment").write_text(json.dumps(dict(os.environ)))
    sys.addaudithook(seen)
    if step == "write":
        make, tempfile.NamedTemporaryFile = tempfile.NamedTemporaryFile, half
    if step == "end":
        atexit.register(fail)
"""
