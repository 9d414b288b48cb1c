// The one way to the engine: takes ports as they come, says whether the engine answers, dials again when it does not.
// It keeps no data; what is shown belongs to the stores.
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';
import { momentHeader, type Moment } from '#shared/model/moment.ts';
import type { SystemInfo } from '#shared/model/system.ts';
import { backOffMs } from './back-off.ts';
import type { ConnectPorts, PortLike } from './port.ts';
import { refusalOf } from './refusal.ts';

/** Of one call: a question about another moment than the one that is shown; null for the present. */
export interface CallContext {
  moment?: Moment | null;
}
export type EngineClient = ContractRouterClient<Contract, CallContext>;

export interface LinkStatus {
  state: 'connecting' | 'live' | 'lost';
  /** Epoch milliseconds since when it is so. */
  since: number;
  /** Why, in words; empty when live. */
  reason: string;
  /** When the next try is due; null where the shell brings the next port. */
  retryAt: number | null;
  /** The shell has given up: nothing brings the engine back but a new start of Ready Room. */
  gone: boolean;
  engine: SystemInfo | null;
}

export interface LinkOptions {
  connect: ConnectPorts;
  now: () => number;
  random: () => number;
  /** Calls back once after `ms`; the answer takes the call back. */
  later: (callback: () => void, ms: number) => () => void;
  onStatus: (status: LinkStatus) => void;
  /** The past moment that the page shows, at the time of a call; null while it shows the present. */
  moment?: () => Moment | null;
}

export interface Link {
  status: () => LinkStatus;
  /** The client of the present port; null while there is none. Calls on it fail when the port closes. */
  client: () => EngineClient | null;
  /** Dials at once instead of waiting for the next try. */
  retry: () => void;
  /** Another moment is shown: tells of the same port with a new client, so that everything is asked anew. */
  renew: () => void;
}

const questionEveryMs = 5_000;
const answerWithinMs = 10_000;

/** Opens the link and keeps it open for the life of the page. */
export function openLink(options: LinkOptions): Link {
  const { now, later } = options;
  let status: LinkStatus = { state: 'connecting', since: now(), reason: '', retryAt: null, gone: false, engine: null };
  let port: PortLike | null = null;
  let client: EngineClient | null = null;
  let carrier: RPCLink<CallContext> | null = null;
  let attempt = 0;
  let cancelRetry = (): void => undefined;

  const become = (change: Partial<LinkStatus> & Pick<LinkStatus, 'state'>): void => {
    const since = change.state === status.state ? status.since : now();
    status = { ...status, retryAt: null, gone: false, reason: '', ...change, since };
    options.onStatus(status);
  };

  const lose = (reason: string): void => {
    port = null;
    client = null;
    cancelRetry();
    if (!source.dials) return become({ state: 'lost', reason });
    const waitMs = backOffMs(attempt++, options.random);
    become({ state: 'lost', reason, retryAt: now() + waitMs });
    cancelRetry = later(() => source.dial(), waitMs);
  };

  const ask = async (asked: PortLike, asker: EngineClient): Promise<void> => {
    const stopWaiting = later(() => {
      if (port === asked) become({ state: 'lost', reason: 'the engine is there but has not answered for 10 s' });
    }, answerWithinMs);
    try {
      const engine = await asker.system.info();
      if (port !== asked) return;
      attempt = 0;
      if (status.state !== 'live' || status.engine?.bootId !== engine.bootId) become({ state: 'live', engine });
    } catch (error) {
      if (port === asked) become({ state: 'lost', reason: refusalOf(error).message });
    } finally {
      stopWaiting();
    }
    if (port === asked) later(() => void (port === asked && ask(asked, asker)), questionEveryMs);
  };

  const headers = ({ context }: { context: CallContext }): Record<string, string> => {
    const moment = context.moment === undefined ? (options.moment?.() ?? null) : context.moment;
    return moment === null ? {} : { [momentHeader]: JSON.stringify(moment) };
  };

  const take = (next: PortLike): void => {
    cancelRetry();
    const previous = port;
    port = next;
    carrier = new RPCLink<CallContext>({ port: next as unknown as MessagePort, headers });
    const asker: EngineClient = createORPCClient(carrier);
    client = asker;
    next.addEventListener('close', () => {
      if (port === next) lose('the connection to the engine ended');
    });
    previous?.close();
    void ask(next, asker);
  };

  const goneFor = (reason: string): void => {
    port = null;
    client = null;
    become({ state: 'lost', reason, gone: true });
  };

  const source = options.connect({ onPort: take, onFailure: lose, onGone: goneFor });
  source.dial();
  return {
    status: () => status,
    client: () => client,
    retry: () => {
      cancelRetry();
      if (port === null) source.dial();
    },
    renew: () => {
      if (client === null || carrier === null) return;
      client = createORPCClient(carrier);
      options.onStatus(status);
    },
  };
}
