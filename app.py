"""`gunicorn app:server` serves optviz; `python app.py` runs it for development (PORT, 8050)."""

import os
from dataclasses import replace

from optviz.web import create_app
from optviz.web.settings import Settings

if __name__ == "__main__":
    settings = replace(Settings.from_environment(), development=True)
    create_app(settings).run(host="127.0.0.1", port=int(os.environ.get("PORT", "8050")))
else:
    server = create_app().server
