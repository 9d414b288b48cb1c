// The operations on environments, locks, actions, terminals and port-forwards over a scenario.
import { ORPCError } from '@orpc/server';
import type { Environment, Lock } from '#shared/model/environment.ts';
import { hubOf } from './fake-router.ts';
import type { ChangesScenario } from './scenario-changes.ts';
import type { Implemented } from './implemented.ts';

export function environmentHandlers(os: Implemented['environments'], { environments, locks }: ChangesScenario) {
  const known = hubOf<Environment>(environments);
  const lockHub = hubOf<Lock>(locks);
  const lockAt = (key: string): Lock => {
    const lock = locks.find((one) => one.key === key);
    if (lock === undefined) throw new ORPCError('NOT_FOUND', { message: `no lock ${key}` });
    return lock;
  };
  return {
    feed: os.feed.handler(({ signal }) => known.feed(signal)),
    save: os.save.handler(({ input: { key, fields } }) => {
      const namesake = environments.some((one) => one.name === fields.name && one.key !== key);
      if (namesake) throw new ORPCError('CONFLICT', { message: `There is an environment named "${fields.name}" already.` }); // prettier-ignore
      const saved = { ...fields, key: key ?? fields.name, active: environments.some((one) => one.key === key && one.active), savedAt: Date.now() }; // prettier-ignore
      known.put(saved);
      return { key: saved.key };
    }),
    remove: os.remove.handler(({ input }) => known.remove(input.key)),
    activate: os.activate.handler(({ input }) =>
      known.putAll(environments.map((one) => ({ ...one, active: one.key === input.key }))),
    ),
    locks: os.locks.handler(({ signal }) => lockHub.feed(signal)),
    unlock: os.unlock.handler(({ input: { key, minutes, by } }) =>
      lockHub.put({ ...lockAt(key), locked: false, unlockedUntil: Date.now() + minutes * 60_000, unlockedBy: by }),
    ),
    lock: os.lock.handler(({ input }) =>
      lockHub.put({ ...lockAt(input.key), locked: true, unlockedUntil: null, unlockedBy: null }),
    ),
  };
}

export function actionHandlers(os: Implemented['actions'], { locks, offers, prepare, confirm }: ChangesScenario) {
  let targets: Parameters<ChangesScenario['confirm']>[0] = [];
  return {
    offers: os.offers.handler(({ input: { target } }) => {
      const locked = locks.find(({ key }) => key === target.source)?.locked !== false;
      return { locked, offers: locked ? [] : offers(target) };
    }),
    prepare: os.prepare.handler(({ input }) => {
      targets = input.targets;
      return prepare(input.action, input.targets, input.replicas);
    }),
    confirm: os.confirm.handler(() => confirm(targets)),
  };
}

export function terminalHandlers(os: Implemented['terminals'], { terminal }: ChangesScenario) {
  return {
    open: os.open.handler(() => ({ terminalId: 'terminal-1', argv: ['/bin/bash'] })),
    output: os.output.handler(async function* ({ signal }) {
      yield { kind: 'data' as const, base64: Buffer.from(terminal.text).toString('base64') };
      if (terminal.end !== null) yield { kind: 'end' as const, ...terminal.end };
      else await new Promise((ended) => signal?.addEventListener('abort', ended));
    }),
    write: os.write.handler(() => undefined),
    resize: os.resize.handler(() => undefined),
    close: os.close.handler(() => undefined),
  };
}

export function forwardHandlers(os: Implemented['forwards'], { forwards }: ChangesScenario) {
  const hub = hubOf(forwards);
  return {
    feed: os.feed.handler(({ signal }) => hub.feed(signal)),
    start: os.start.handler(({ input: { localPort } }) => {
      if (localPort === 8080) throw new ORPCError('CONFLICT', { message: 'Port 8080 of this machine is in use; choose another.' }); // prettier-ignore
      return { key: 'forward-new' };
    }),
    stop: os.stop.handler(() => undefined),
    forget: os.forget.handler(({ input }) => hub.remove(input.key)),
  };
}
