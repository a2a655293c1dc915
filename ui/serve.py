"""``thutuc ui``: read the bundled sample if nothing is indexed, then hand over to Streamlit on 127.0.0.1."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ingest.generations import read_manifest
from ingest.labels import label
from ingest.pipeline import ingest
from ingest.settings import Settings
from ui.printing import ingest_summary
from ui.progress_bars import ProgressBars

ADDRESS = "127.0.0.1"  # without an identity provider nobody else may reach the app
OPTIONS = {
    "server.address": ADDRESS,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.primaryColor": "#0b5cad",
    "theme.baseRadius": "small",
    "theme.font": "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
}


def serve(port: int, headless: bool) -> None:
    """Replace this process by the app's; does not return."""
    settings = Settings()
    if read_manifest(settings) is None:
        print(label("serve.first_time"), file=sys.stderr)
        with ProgressBars() as bars:
            report = ingest([str(settings.sample_folder)], settings, progress=bars.update)
        print(ingest_summary(report), file=sys.stderr)
    print(label("serve.listening", url=f"http://{ADDRESS}:{port}"), file=sys.stderr)
    options = OPTIONS | {"server.port": str(port), "server.headless": str(headless).lower()}
    flags = [f"--{name}={value}" for name, value in options.items()]
    script = str(Path(__file__).parent / "app.py")
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", script, *flags])  # noqa: S606
