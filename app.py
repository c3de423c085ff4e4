"""`gunicorn app:server` serves optviz; `python app.py` runs it for development."""

from optviz.web import create_app
from optviz.web.settings import Settings

if __name__ == "__main__":
    from dataclasses import replace

    create_app(replace(Settings.from_environment(), development=True)).run(
        host="127.0.0.1", port=8050, use_reloader=False
    )
else:
    server = create_app().server
