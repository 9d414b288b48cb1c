// The engine for one command: on the record of this user, or on one that is thrown away afterwards.
import { createEngine, type EngineClient } from '#engine/engine.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { findPlaces } from './places.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

export interface OpenedEngine {
  client: EngineClient;
  /** The folder that keeps what is recorded; null where nothing is kept. */
  keptIn: string | null;
  close: () => Promise<void>;
}

/**
 * Where the record cannot be had (another process holds it, the disk refuses it) the run still takes place: what it
 * proves does not depend on being kept. `say` then gets the reason.
 */
export async function openEngine(options: {
  dataDir: string;
  keep: boolean;
  say: (line: string) => void;
}): Promise<OpenedEngine> {
  const { dataDir, keep, say } = options;
  const { resourcesDir, probeHostEntry, attestorEntry } = findPlaces();
  const open = async (dir: string) =>
    createEngine({
      dataDir: dir,
      resourcesDir,
      // They hold whether a run is kept or not.
      rulesDir: dataDir,
      ...(probeHostEntry !== undefined && { probeHostEntry }),
      ...(attestorEntry !== undefined && { attestorEntry }),
    });
  if (keep) {
    try {
      const engine = await open(dataDir);
      return { client: engine.client, keptIn: dataDir, close: engine.close };
    } catch (error) {
      if (!(error instanceof OpsError) || (error.code !== 'conflict' && error.code !== 'unavailable')) throw error;
      say(`not kept: ${error.message}`);
    }
  } else say('not kept: --no-record');
  const folder = makeThrowawayFolder('run');
  try {
    const engine = await open(folder.path);
    return { client: engine.client, keptIn: null, close: () => engine.close().finally(folder.remove) };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
