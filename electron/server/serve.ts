// Hosts the engine in this very process and its console on loopback, until it is told to end. Used by `npm start` where no
// window can be opened, and by the command line.
import { join } from 'node:path';
import { createEngine, type EngineClient } from '#engine/engine.ts';
import { keepHeapSmall } from '#engine/small-heap.ts';
import { startServer } from './server.ts';

export interface ServeOptions {
  dataDir: string;
  /** The project's folder: `out/` with the built page and processes, and `resources/`. */
  appDir: string;
  port?: number;
  log?: (line: string) => void;
}

export interface Served {
  /** The operations of the engine, for whoever hosts it. */
  client: EngineClient;
  url: string;
  newUrl: () => string;
  /** Drops the screens, then closes the engine. */
  close: () => Promise<void>;
}

/** @throws OpsError where the record or the port cannot be had; nothing is left open then. */
export async function serve({ dataDir, appDir, port, log }: ServeOptions): Promise<Served> {
  keepHeapSmall();
  const engine = await createEngine({
    dataDir,
    resourcesDir: join(appDir, 'resources'),
    probeHostEntry: join(appDir, 'out', 'engine', 'probe-host.js'),
    attestorEntry: join(appDir, 'out', 'engine', 'attestor.js'),
  });
  try {
    const rendererDir = join(appDir, 'out', 'renderer');
    const server = await startServer({
      engine,
      ops: engine.ops,
      rendererDir,
      ...(port === undefined ? {} : { port }),
      ...(log ? { log } : {}),
    });
    const close = async (): Promise<void> => {
      await server.close();
      await engine.close();
    };
    return { client: engine.client, url: server.url, newUrl: server.newUrl, close };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
