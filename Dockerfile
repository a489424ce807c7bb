# Made here, copied below: the final image has neither what builds Footnote nor the sources.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore
# The base image's pip fills the environment, which therefore needs no pip of its own.
RUN python3 -m venv --without-pip /opt/footnote
WORKDIR /src
COPY requirements.lock ./
RUN pip --python /opt/footnote/bin/python install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY knowledge ./knowledge
COPY bot ./bot
# The last command fails where the lock file no longer gives what pyproject.toml asks for.
RUN pip --python /opt/footnote/bin/python install --no-deps . \
 && pip --python /opt/footnote/bin/python check

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Footnote" \
      org.opencontainers.image.description="A self-hosted Discord bot that answers from articles, word for word, with their footnotes and licence" \
      org.opencontainers.image.licenses="MIT AND LicenseRef-CC-BY-SA"
# Nothing is installed into a running container, so its Python loses pip.
RUN python3 -c "import pip, shutil; shutil.rmtree(pip.__path__[0])" \
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
