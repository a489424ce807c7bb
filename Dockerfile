# Made here, copied below: the final image has neither what builds Footnote nor the sources.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
COPY requirements.lock ./
# All that is fetched is fetched here, each file by its hash; what follows has these files alone.
RUN pip download --require-hashes --only-binary :all: --dest /wheels -r requirements.lock
# The base image's pip fills both environments, which therefore need no pip of their own.
RUN python3 -m venv --without-pip /opt/build \
 && pip --python /opt/build/bin/python install --no-index --find-links /wheels --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY knowledge ./knowledge
COPY bot ./bot
# What Footnote needs to run, PostgreSQL's driver for several processes included, and nothing that builds it. Fails
# where the lock file no longer gives what pyproject.toml asks for.
RUN pip --python /opt/build/bin/python wheel --no-index --no-deps --no-build-isolation \
      --check-build-dependencies --wheel-dir /made . \
 && python3 -m venv --without-pip /opt/footnote \
 && pip --python /opt/footnote/bin/python install --no-index --find-links /wheels "/made/$(ls /made)[postgres]"

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Footnote" \
      org.opencontainers.image.description="A self-hosted Discord bot that answers from articles, word for word, with their footnotes and licence" \
      org.opencontainers.image.licenses="MIT AND Apache-2.0 AND CC-BY-4.0 AND CC-BY-SA-4.0 AND LicenseRef-scancode-wordnet AND LicenseRef-CC-BY-SA"
# Nothing is installed into a running container, so its Python loses pip, and what would bring it back.
RUN python3 -c "import ensurepip, pip, shutil; [shutil.rmtree(m.__path__[0]) for m in (ensurepip, pip)]" \
 && rm -f /usr/local/bin/pip* \
 && install -d /etc/footnote \
 && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /opt/footnote /opt/footnote
ENV PATH=/opt/footnote/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FOOTNOTE_DATA=/data
# A footnote.yaml mounted into this folder is read.
WORKDIR /etc/footnote
USER 10001:10001
VOLUME ["/data"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["footnote", "health"]
ENTRYPOINT ["footnote"]
CMD ["run"]
