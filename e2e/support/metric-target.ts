// Something to scrape: one small service whose numbers move by a fixed rule, so that a test knows what they may be.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MetricTarget {
  /** `127.0.0.1:port`, as Prometheus wants it. */
  address: string;
  close: () => Promise<void>;
}

const bounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** @param workers how many queues it tells of. */
export async function serveMetricTarget(workers: number, now: () => number = Date.now): Promise<MetricTarget> {
  const began = now();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(exposition((now() - began) / 1000, workers));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function exposition(seconds: number, workers: number): string {
  const requests = Math.floor(seconds * 120);
  const lines = [
    `app_requests_total{code="200"} ${requests}`,
    `app_requests_total{code="404"} ${Math.floor(requests * 0.04)}`,
    `app_requests_total{code="500"} ${Math.floor(requests * 0.02)}`,
    'app_state 1',
    'app_disk_used_percent{mount="/"} 62.5',
    'app_disk_used_percent{mount="/var/lib/postgresql"} 91.2',
  ];
  bounds.forEach((bound, at) => lines.push(`app_seconds_bucket{le="${bound}"} ${Math.floor(requests * (0.3 + at * 0.13))}`)); // prettier-ignore
  lines.push(`app_seconds_bucket{le="+Inf"} ${requests}`, `app_seconds_count ${requests}`, `app_seconds_sum ${requests * 0.2}`); // prettier-ignore
  for (let worker = 0; worker < workers; worker++) {
    lines.push(`app_queue{worker="worker-${worker}"} ${Math.round(50 + 45 * Math.sin(seconds / 20 + worker))}`);
  }
  return `${lines.join('\n')}\n`;
}
