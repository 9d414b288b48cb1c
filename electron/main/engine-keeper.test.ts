import { expect, test } from 'vitest';
import type { ShellEvent } from '#shared/shell/host-messages.ts';
import { keepEngine, type EngineProcess, type Screen } from './engine-keeper.ts';

/** Engine processes that only note what they are told, and a way to end the present one. */
function launcher() {
  const launched: { ports: number[]; notes: ShellEvent[]; stops: number }[] = [];
  let end: (reason: string) => void = () => undefined;
  const launch = (ended: (reason: string) => void): EngineProcess<number> => {
    const record = { ports: [] as number[], notes: [] as ShellEvent[], stops: 0 };
    launched.push(record);
    end = ended;
    return {
      connect: (port) => void record.ports.push(port),
      note: (event) => void record.notes.push(event),
      stop: () => {
        record.stops++;
        ended('it was asked to');
        return Promise.resolve();
      },
    };
  };
  return { launched, launch, end: (reason: string) => end(reason) };
}

function screen(): Screen<number> & { opened: number; told: string[] } {
  const made = { opened: 0, told: [] as string[], openPort: () => ++made.opened, tellStopped: (reason: string) => void made.told.push(reason) }; // prettier-ignore
  return made;
}

const grants = (count: number) => ({ spend: () => count-- > 0 });

test('a screen gets a port at once, and another one each time its page loads', () => {
  const { launched, launch } = launcher();
  const keeper = keepEngine(launch, grants(3));
  const window = screen();
  keeper.serve(window);
  keeper.serve(window);
  expect(launched[0]?.ports).toEqual([1, 2]);
});

test('an engine that ends is started again, told why, and connected to every screen that is left', () => {
  const { launched, launch, end } = launcher();
  const keeper = keepEngine(launch, grants(3));
  const [left, right] = [screen(), screen()];
  keeper.serve(left);
  keeper.serve(right);
  keeper.forget(right);
  end('signal SIGKILL');
  expect(launched[1]).toEqual({ ports: [2], notes: [{ kind: 'engine_gone', reason: 'signal SIGKILL' }], stops: 0 });
  expect(right.opened).toBe(1);
});

test('when the budget is spent every screen is told once, later ones on arrival, and nothing is started', async () => {
  const { launched, launch, end } = launcher();
  const keeper = keepEngine(launch, grants(2));
  const early = screen();
  keeper.serve(early);
  for (const reason of ['exit code 1', 'exit code 1', 'exit code 7']) end(reason);
  const late = screen();
  keeper.serve(late);
  keeper.note({ kind: 'suspend' });
  await keeper.stop();
  expect(launched).toHaveLength(3);
  expect(early.told).toEqual(['The engine ended again and again, the last time because of exit code 7.']);
  expect(late.told).toEqual(early.told);
  expect(late.opened).toBe(0);
  expect(launched[2]).toMatchObject({ notes: [{ kind: 'engine_gone' }], stops: 0 });
});

test('an engine that was asked to end is not started again', async () => {
  const { launched, launch } = launcher();
  const keeper = keepEngine(launch, grants(3));
  await keeper.stop();
  expect(launched).toHaveLength(1);
  expect(launched[0]?.stops).toBe(1);
});
