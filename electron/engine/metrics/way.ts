// The way to one server, opened when it is first needed and kept: its secrets are read once for many questions, and anew
// when somebody doubts them.
import { plainAccess, type MetricsAccess } from '#shared/model/metrics-access.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SecretReader } from '../secrets/secret-reader.ts';
import type { Dispatcher } from 'undici';
import { openAccess, type Access } from '../sources/prometheus/access.ts';

/** A server as it is meant at this moment. */
export interface Meant {
  url: URL;
  access: MetricsAccess;
  /** What led to it, where no person named it; empty else. */
  from: string;
}

export interface Way {
  /** @throws OpsError `unavailable` where no server is named, or why its secrets or certificates cannot be read. */
  open: () => Promise<Access>;
  /** Aborted when the way is closed or leads elsewhere. */
  signal: () => AbortSignal;
  /** Whether a server is named. */
  meant: () => Meant | null;
  /** Leads there from now on, or nowhere: what is under way is cut. The same again changes nothing. */
  lead: (meant: Meant | null) => void;
  /** Secrets and certificates are read again with the next question. */
  renew: () => void;
  close: () => void;
}

export function createWay(name: string, secrets: SecretReader): Way {
  let meant: Meant | null = null;
  let opened: Promise<Access> | null = null;
  let cut = new AbortController();

  const forget = (end: 'retire' | 'close'): void => {
    const before = opened;
    opened = null;
    // One that could not be opened has nothing to end; whoever asked for it was told why.
    before?.then((access) => access[end]()).catch(() => undefined);
  };
  const leave = (why: string): void => {
    cut.abort(new OpsError('cancelled', why));
    cut = new AbortController();
    forget('close');
  };
  return {
    open: () => {
      if (meant === null) return Promise.reject(new OpsError('unavailable', `No ${name} is connected.`));
      const { url, access } = meant;
      opened ??= openAccess(url, access, secrets.read);
      const mine = opened;
      mine.catch(() => {
        if (opened === mine) opened = null;
      });
      return mine;
    },
    signal: () => cut.signal,
    meant: () => meant,
    lead: (next) => {
      if (isSame(meant, next)) return;
      meant = next;
      leave(`Another ${name} is meant now.`);
    },
    renew: () => forget('retire'),
    close: () => leave('Ready Room was closed.'),
  };
}

export function isSame(a: Meant | null, b: Meant | null): boolean {
  return JSON.stringify([a?.url.href, a?.access, a?.from]) === JSON.stringify([b?.url.href, b?.access, b?.from]);
}

/** A way that leads to one server for good, for a command that has no environment. */
export function wayTo(url: URL, dispatcher: Dispatcher): Pick<Way, 'open' | 'signal' | 'meant'> {
  const { signal } = new AbortController();
  return {
    open: async () => ({ url, dispatcher, headers: {}, warning: '', retire: () => undefined, close: () => undefined }),
    signal: () => signal,
    meant: () => ({ url, access: plainAccess, from: '' }),
  };
}
