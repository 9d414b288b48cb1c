// Which process hosts the engine: Electron's utility process, or with READYROOM_ENGINE_NODE a Node of the user's choice.
import { app, type MessagePortMain } from 'electron';
import { join } from 'node:path';
import type { HostStart } from '#shared/shell/host-messages.ts';
import { keepEngine, type EngineKeeper } from './engine-keeper.ts';
import { launchForked } from './forked-engine.ts';
import { showNotice } from './notices.ts';
import { restartBudget } from './restart-budget.ts';
import { launchUtility } from './utility-engine.ts';

export type DesktopEngine = EngineKeeper<MessagePortMain>;

const restartsPerMinute = 3;
const engineDir = join(import.meta.dirname, '..', 'engine');

export function startEngine(dataDir: string): DesktopEngine {
  const start: HostStart = { dataDir, resourcesDir: join(app.getAppPath(), 'resources'), engineDir };
  const node = process.env.READYROOM_ENGINE_NODE;
  const budget = restartBudget(restartsPerMinute, 60_000, () => performance.now());
  const told = showNotice;
  if (node)
    return keepEngine((ended) => launchForked(join(engineDir, 'forked.js'), node, start, { ended, told }), budget);
  return keepEngine((ended) => launchUtility(join(engineDir, 'utility.js'), start, { ended, told }), budget);
}
