// Which process hosts the engine: Electron's utility process, or with READYROOM_ENGINE_NODE a Node of the user's choice.
import { app, type MessagePortMain } from 'electron';
import { join } from 'node:path';
import type { HostStart, ShellAnswer, ShellNotice, ShellQuestion } from '#shared/shell/host-messages.ts';
import { keepEngine, type EngineKeeper } from './engine-keeper.ts';
import { launchForked } from './forked-engine.ts';
import { createNoticeBoard, hasNotices } from './notices.ts';
import { printPage } from './print-page.ts';
import { restartBudget } from './restart-budget.ts';
import { createSecretStore } from './secret-store.ts';
import { systemCipher } from './system-cipher.ts';
import { launchUtility } from './utility-engine.ts';

export type DesktopEngine = EngineKeeper<MessagePortMain>;

const restartsPerMinute = 3;
const engineDir = join(import.meta.dirname, '..', 'engine');

/** @param show brings a place of the console, `#/...`, before the person. */
export function startEngine(dataDir: string, show: (place: string) => void): DesktopEngine {
  const resourcesDir = join(app.getAppPath(), 'resources');
  // Asked at each start: a desktop can be without notices, and then the console does not say that it tells anybody.
  const start = (): HostStart => ({ dataDir, resourcesDir, engineDir, showsNotices: hasNotices(), keepsSecrets: true, printsPdf: true }); // prettier-ignore
  const node = process.env.READYROOM_ENGINE_NODE;
  const budget = restartBudget(restartsPerMinute, 60_000, () => performance.now());
  const secrets = createSecretStore({ file: join(dataDir, 'secrets.json'), cipher: systemCipher, now: Date.now });
  const listener = {
    told: createNoticeBoard((notice) => show(placeOfNotice(notice))),
    asked: async (question: ShellQuestion): Promise<ShellAnswer> =>
      question.kind === 'print' ? await printPage(question.html) : secrets(question),
  };
  if (node)
    return keepEngine(
      (ended) => launchForked(join(engineDir, 'forked.js'), node, start(), { ended, ...listener }),
      budget,
    );
  return keepEngine((ended) => launchUtility(join(engineDir, 'utility.js'), start(), { ended, ...listener }), budget);
}

/** As the page writes its addresses. */
function placeOfNotice({ about, key }: ShellNotice): string {
  const places = {
    trigger: `#/triggers?${new URLSearchParams({ trigger: key }).toString()}`,
    criteria: '#/criteria',
    soak: `#/criteria?${new URLSearchParams({ criteria: 'soaks', criterion: key }).toString()}`,
  };
  return places[about];
}
