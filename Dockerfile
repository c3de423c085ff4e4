# Build: the pinned requirements in a virtual environment of their own, without their test suites.
FROM python:3.11-slim AS build
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv --without-pip /opt/venv \
 && python -m pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
      -r /tmp/requirements.txt \
 && find /opt/venv -type d -name tests -prune -exec rm -rf {} + \
 && rm -f /opt/venv/lib/python3.11/site-packages/dash/dash-renderer/build/dash_renderer.dev.js \
 && find /opt/venv -name '*.js.map' -delete

# Run: nothing but Python, that environment and the program; no root, no compiler, no pip in it.
FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    NUMBA_CACHE_DIR=/app/.numba \
    HOST=0.0.0.0 \
    PORT=8050
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin optviz \
 && mkdir -p /app/.numba \
 && chown optviz /app/.numba
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY . /app
RUN python -m compileall -q /app/optviz /app/app.py
USER 10001
# Machine code for x86-64-v3 and v4; it belongs to the user, because Numba writes beside what it reads.
RUN ["python", "scripts/container.py", "warm"]
EXPOSE 8050
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=4s --start-period=20s --retries=3 \
  CMD ["python", "scripts/container.py", "health"]
CMD ["python", "scripts/container.py", "serve"]
