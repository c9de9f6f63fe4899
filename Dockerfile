# Who builds this pins the base: --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:…
# The embedded database needs glibc, so Alpine will not do unless DATABASE_URL is set.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/package.json /build/LICENSE /build/THIRD-PARTY-NOTICES ./
COPY --from=build /build/docs/assessment.schema.json ./docs/
COPY --from=build /build/cards ./cards
COPY --from=build /build/src/knowledge ./src/knowledge
COPY --from=build /build/src/edge/store/migrations ./src/edge/store/migrations
COPY --from=build /build/dist ./dist
# the one place that is written to; everything else may be mounted read-only
RUN install -d -o node -g node -m 0700 /data
VOLUME ["/data"]
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
