// For tests: the operations that change a system, answered by what the test gives, every call kept.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { ActionResult, Offers, Prepared } from '#shared/model/action.ts';
import { firstEnvironment, type Environment, type Lock } from '#shared/model/environment.ts';
import type { Forward } from '#shared/model/forward.ts';
import type { TerminalOutput } from '#shared/model/terminal.ts';
import type { Watched } from '#shared/model/watch.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeChanges {
  environments: FakeFeed<Environment>;
  locks: FakeFeed<Lock>;
  forwards: FakeFeed<Forward>;
  offers: (target: Watched) => Offers;
  prepare: (input: { action: string; targets: Watched[]; replicas: number | null }) => Prepared;
  confirm: (input: { ticket: string; by: string }) => ActionResult[] | Promise<ActionResult[]>;
  /** What a terminal says, and its end. */
  terminal: () => AsyncIterable<TerminalOutput>;
}

export const lockedLocks: Lock[] = [
  { key: 'docker', name: 'local', locked: true, unlockedUntil: null, unlockedBy: null },
  { key: 'kubernetes', name: null, locked: true, unlockedUntil: null, unlockedBy: null },
];

const unasked = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export const noChanges = (): FakeChanges => ({
  environments: fakeFeed<Environment>(() => [{ ...firstEnvironment, key: 'local', active: true, savedAt: 0 }]),
  locks: fakeFeed<Lock>(() => lockedLocks),
  forwards: fakeFeed<Forward>(() => []),
  offers: unasked('actions.offers'),
  prepare: unasked('actions.prepare'),
  confirm: unasked('actions.confirm'),
  terminal: unasked('terminals.output'),
});

export function changesRouter(engine: FakeEngine) {
  const os = implement(contract);
  const kept = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  const noted =
    (name: string) =>
    ({ input }: { input: unknown }): Promise<void> =>
      kept(name, input);
  return {
    environments: {
      feed: os.environments.feed.handler(({ signal }) => engine.environments.listen(signal)),
      save: os.environments.save.handler(async ({ input }) => {
        await kept('environments.save', input);
        return { key: input.key ?? 'new' };
      }),
      remove: os.environments.remove.handler(noted('environments.remove')),
      activate: os.environments.activate.handler(noted('environments.activate')),
      locks: os.environments.locks.handler(({ signal }) => engine.locks.listen(signal)),
      unlock: os.environments.unlock.handler(noted('environments.unlock')),
      lock: os.environments.lock.handler(noted('environments.lock')),
    },
    actions: {
      offers: os.actions.offers.handler(({ input }) => engine.offers(input.target)),
      prepare: os.actions.prepare.handler(async ({ input }) => {
        await kept('actions.prepare', input);
        return engine.prepare(input);
      }),
      confirm: os.actions.confirm.handler(async ({ input }) => {
        await kept('actions.confirm', input);
        return await engine.confirm(input);
      }),
    },
    terminals: {
      open: os.terminals.open.handler(async ({ input }) => {
        await kept('terminals.open', input);
        return { terminalId: 't1', argv: ['/bin/bash'] };
      }),
      output: os.terminals.output.handler(async function* () {
        yield* engine.terminal();
      }),
      write: os.terminals.write.handler(noted('terminals.write')),
      resize: os.terminals.resize.handler(noted('terminals.resize')),
      close: os.terminals.close.handler(noted('terminals.close')),
    },
    forwards: {
      feed: os.forwards.feed.handler(({ signal }) => engine.forwards.listen(signal)),
      start: os.forwards.start.handler(async ({ input }) => {
        await kept('forwards.start', input);
        return { key: 'f1' };
      }),
      stop: os.forwards.stop.handler(noted('forwards.stop')),
      forget: os.forwards.forget.handler(noted('forwards.forget')),
    },
  };
}
