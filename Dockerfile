FROM node:20-slim

WORKDIR /app
# Packages change less often than code, so they stand in a layer of their own. Installing them
# generates the database client, which needs the schema.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma prisma
RUN npm ci --omit=dev && npm cache clean --force

COPY tsconfig.json ./
COPY locales locales
COPY core core
COPY bot bot

# What the bot keeps: attachments, and the embedded database where no other is given.
ENV NODE_ENV=production DATA_DIR=/data HTTP_HOST=0.0.0.0 HTTP_PORT=8080
RUN install -d -o node -g node -m 700 /data
VOLUME /data
USER node
EXPOSE 8080

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "\
  fetch('http://127.0.0.1:' + process.env.HTTP_PORT + '/healthz')\
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Not by npm, which would stand between the bot and the signal to stop.
CMD ["node", "--import", "tsx", "bot/main.ts"]
