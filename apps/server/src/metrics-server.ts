import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { ConfigError, type Metrics } from "@loconomy/kit";

/** A port of its own on which Prometheus reads; nothing else is answered there, and nothing of it on the public port. */
export interface MetricsServer {
  url: string;
  close(): Promise<void>;
}

/** @throws ConfigError when the port is taken. */
export const startMetricsServer = async (
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<MetricsServer> => {
  const http = createServer((req, res) => {
    if (req.method !== "GET" || req.url !== "/metrics")
      return void res.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    metrics.read().then(
      ({ contentType, body }) => res.writeHead(200, { "content-type": contentType }).end(body),
      () => res.writeHead(500).end(),
    );
  });
  await listening(http, host, port);
  return {
    url: `http://${host}:${(http.address() as AddressInfo).port}/metrics`,
    close: async () => {
      http.close();
      http.closeAllConnections();
    },
  };
};

const listening = async (http: Server, host: string, port: number): Promise<void> => {
  http.listen(port, host);
  await once(http, "listening").catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE"
      ? new ConfigError(
          `Port ${port} is taken by another program. Choose another for METRICS_PORT, or leave it out.`,
        )
      : error;
  });
};
