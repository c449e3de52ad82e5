# One image for every part: `matpho server`, `matpho worker`, `matpho migrate`, `matpho start`.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 matpho && mkdir -p /data && chown matpho /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/node_modules ./node_modules
ENV NODE_ENV=production MATPHO_HOST=0.0.0.0 MATPHO_DATA_DIR=/data MATPHO_DEMO=off
USER matpho
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["node", "bin/matpho.js"]
CMD ["server"]
