"""A browser as a test sees it: chromium without a screen, told what to do over WebDriver, which is JSON over HTTP."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 30.0  #: seconds for what scripts of the page do late; as much as a busy machine may need


class Browser:
    """One window."""

    def __init__(self, session: str) -> None:
        self._session = session

    def open(self, address: str) -> None:
        """Go there, and wait until it is loaded."""
        self._ask("POST", "url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page; its ``return`` is the answer."""
        return self._ask("POST", "execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, script: str, *arguments: object) -> Any:
        """Run a script until its answer is true; return that.

        Raises:
            AssertionError: it never was.
        """
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if answer := self.run(script, *arguments):
                return answer
            time.sleep(0.05)
        raise AssertionError(f"waited for {_PATIENCE:g} s for: {script}")

    def click(self, selector: str) -> None:
        """Click on the first element that a CSS selector finds."""
        self._ask("POST", f"element/{self._element(selector)}/click", {})

    def press(self, keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", "actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def screenshot(self, path: Path) -> None:
        """Write what is seen as PNG."""
        path.write_bytes(base64.b64decode(self._ask("GET", "screenshot")))

    def console(self) -> list[str]:
        """Return what the page wrote to the console since this was asked last, and what failed to load."""
        return [entry["message"] for entry in self._ask("POST", "se/log", {"type": "browser"})]

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since this was asked last."""
        entries = self._ask("POST", "se/log", {"type": "performance"})
        events = [json.loads(entry["message"])["message"] for entry in entries]
        return [each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"]

    def close(self) -> None:
        """End it."""
        _ask("DELETE", self._session)

    def _element(self, selector: str) -> str:
        found = self._ask("POST", "element", {"using": "css selector", "value": selector})
        element: str = found[_ELEMENT]
        return element

    def _ask(self, method: str, what: str, body: object = None) -> Any:
        return _ask(method, f"{self._session}/{what}", body)


@contextmanager
def browser(driver: str, profile: Path) -> Iterator[Browser]:
    """Start the driver and a window of 1280 by 900; ``profile`` is an empty directory."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        window = _start(address, profile)
        try:
            yield window
        finally:
            window.close()
    finally:
        process.terminate()
        process.wait()


def _start(address: str, profile: Path) -> Browser:
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"]
    wanted = {
        "goog:chromeOptions": {"args": [*arguments, f"--user-data-dir={profile}"]},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    }
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            made = _ask("POST", f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})
            return Browser(f"{address}/session/{made['sessionId']}")
        except urllib.error.HTTPError as error:  # it is there, and says what is wrong
            raise AssertionError(error.read().decode("utf-8", "replace")) from error
        except OSError:  # not yet there
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _ask(method: str, address: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.loads(answer.read())["value"]
