// The one way by which a system is changed: locked unless a person unlocked it, prepared with what it will touch,
// confirmed, written into the journal before and after. How a change is made is its changer's part.
import type { ActionName, ActionResult, Offers, Prepared } from '#shared/model/action.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { Guarded, Locks } from '../environments/locks.ts';
import type { EventType } from '../journal/journal.ts';
import { destructive, type Change, type Changer } from './changer.ts';

export interface Actions {
  /** Nothing is offered while it is locked. */
  offers: (target: Watched) => Promise<Offers>;
  /** @throws OpsError `denied` while it is locked, `bad_input`, or why it cannot be done. */
  prepare: (action: ActionName, targets: Watched[], replicas: number | null) => Promise<Prepared>;
  /** @throws OpsError `conflict` for a ticket that was used, has expired, or was for another system. */
  confirm: (ticket: string, by: string) => Promise<ActionResult[]>;
}

export interface ActionsOptions {
  locks: Pick<Locks, 'permit'>;
  changers: Record<Watched['source'], Changer>;
  /** Resolves when it is on the disk: nothing is done that is not recorded. */
  record: (event: {
    type: EventType;
    subject: string;
    source: string;
    correlationId: string;
    data: Record<string, Json>;
  }) => Promise<void>;
  onDefect: (error: unknown) => void;
  now: () => number;
  newTicket: () => string;
}

interface Ticket {
  changes: Change[];
  guarded: Guarded;
  expiresAt: number;
}

/** Long enough to read what will be touched, too short for it to have become another thing. */
const ticketMs = 120_000;

export function createActions(options: ActionsOptions): Actions {
  const { locks, changers, now, newTicket } = options;
  const tickets = new Map<string, Ticket>();

  const forget = (): void => {
    for (const [key, { expiresAt }] of tickets) if (expiresAt <= now()) tickets.delete(key);
  };

  return {
    offers: async (target) => {
      try {
        locks.permit(target.source);
      } catch {
        // Locked is what the answer says.
        return { locked: true, offers: [] };
      }
      return { locked: false, offers: await changers[target.source].offers(target) };
    },
    prepare: async (action, targets, replicas) => {
      forget();
      const source = sourceOf(targets);
      const guarded = locks.permit(source);
      const changes = targets.map((target): Change => ({ action, target, replicas }));
      const previews = await Promise.all(changes.map((change) => changers[source].preview(change)));
      const ticket = newTicket();
      const expiresAt = now() + ticketMs;
      tickets.set(ticket, { changes, guarded, expiresAt });
      return {
        ticket,
        action,
        where: guarded.name,
        touches: previews.flatMap(({ touches }) => touches),
        warnings: [...new Set(previews.flatMap(({ warnings }) => warnings))],
        destructive: destructive.has(action),
        expiresAt,
      };
    },
    confirm: async (key, by) => {
      forget();
      const ticket = tickets.get(key);
      tickets.delete(key);
      if (!ticket) throw new OpsError('conflict', 'This was confirmed already, or too long ago; prepare it anew.');
      const { changes, guarded } = ticket;
      const source = sourceOf(changes.map(({ target }) => target));
      if (locks.permit(source) !== guarded)
        throw new OpsError('conflict', 'Something else is connected now than when this was prepared.');
      const results: ActionResult[] = [];
      // In turn, and the lock is asked each time: what is locked meanwhile stops the rest.
      for (const change of changes) results.push(await act(options, change, { guarded, by, correlationId: key }));
      return results;
    },
  };
}

interface Word {
  guarded: Guarded;
  by: string;
  correlationId: string;
}

/** Recorded before it is begun; what came of it is recorded after, and does not undo it where the record refuses. */
async function act(
  options: ActionsOptions,
  change: Change,
  { guarded, by, correlationId }: Word,
): Promise<ActionResult> {
  const { locks, changers, record, onDefect } = options;
  const { action, target, replicas } = change;
  const subject = [target.namespace, target.name].filter((part) => part !== null).join('/');
  const data = { action, where: guarded.name, target: { ...target }, ...(replicas === null ? {} : { replicas }) };
  try {
    await record({ type: 'action.confirmed', subject, source: `person:${by}`, correlationId, data });
    if (locks.permit(target.source) !== guarded) throw new OpsError('conflict', 'something else is connected now');
  } catch (error) {
    return { target, ok: false, message: `not begun: ${messageOf(error)}` };
  }
  let result: Omit<ActionResult, 'target'>;
  try {
    result = { ok: true, message: await changers[target.source].change(change) };
  } catch (error) {
    result = { ok: false, message: messageOf(error) };
  }
  const done = { ...data, ...result };
  await record({ type: 'action.done', subject, source: `person:${by}`, correlationId, data: done }).catch(onDefect);
  return { target, ...result };
}

function sourceOf(targets: readonly Watched[]): Watched['source'] {
  const [first, ...rest] = targets;
  if (first === undefined || rest.some(({ source }) => source !== first.source))
    throw new OpsError('bad_input', 'The things chosen together have to be of one system.');
  return first.source;
}
