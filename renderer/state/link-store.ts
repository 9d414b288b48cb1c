// The link's present status as a store, and who is told when its client changes.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineClient, Link, LinkStatus } from '../client/link.ts';
import { OpsError } from '#shared/model/ops-error.ts';

export type { LinkStatus } from '../client/link.ts';

export interface LinkStore {
  store: StoreApi<LinkStatus>;
  retry: () => void;
  /** Another moment is shown: everything is asked anew. */
  renew: () => void;
  /** The client for one call. @throws OpsError `unavailable` while there is none. */
  client: () => EngineClient;
}

/**
 * @param open opens the link, telling each new status.
 * @param onClient called with the client whenever it changes, null when the link is lost, and why.
 */
export function createLinkStore(
  open: (onStatus: (status: LinkStatus) => void) => Link,
  onClient: (client: EngineClient | null, reason: string) => void,
): LinkStore {
  const first: LinkStatus = { state: 'connecting', since: 0, reason: '', retryAt: null, gone: false, engine: null };
  const store = createStore<LinkStatus>(() => first);
  const box: { link: Link | null } = { link: null };
  const tell = (status: LinkStatus): void => {
    store.setState(status);
    onClient(status.state === 'live' ? (box.link?.client() ?? null) : null, status.reason);
  };
  box.link = open(tell);
  tell(box.link.status());
  return {
    store,
    retry: () => box.link?.retry(),
    renew: () => box.link?.renew(),
    client: () => {
      const client = box.link?.client() ?? null;
      if (client === null) throw new OpsError('unavailable', 'the engine cannot be reached at the moment');
      return client;
    },
  };
}
