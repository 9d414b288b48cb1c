// Whether a terminal can be opened in a thing, and in which of its containers; opens it, or asks what is not known.
import type { Watched } from '#shared/model/watch.ts';
import { cellsOf } from '../../components/kube-row.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { activeEnvironment } from '../../state/environment-stores.ts';
import { openContainer, openObject } from '../changes/targets.ts';

/** The containers of the open pod; empty for a container of Docker; null where nothing runs that could be entered. */
export function containersOf(stores: ConsoleStores, { source, kind, key }: Watched): string[] | null {
  if (source === 'docker') return openContainer(stores)?.state === 'running' ? [] : null;
  const row = kind === 'pods' ? openObject(stores) : null;
  return row?.key === key ? cellsOf(row, 'pods').containerNames : null;
}

/** With one container and a known name nothing has to be asked. */
export function askTerminal(stores: ConsoleStores, target: Watched, containers: string[]): void {
  const by = stores.settings.store.getState().name.trim();
  if (by !== '' && containers.length < 2) void openTerminal(stores, target, containers[0] ?? null, by);
  else stores.dialog.setState({ open: { kind: 'open-terminal', target, containers } });
}

export function openTerminal(stores: ConsoleStores, target: Watched, container: string | null, by: string): Promise<void> {
  const active = activeEnvironment(stores.environment);
  const context = stores.kube.connection.store.getState().entries.get('kubernetes')?.context ?? null;
  const where = (target.source === 'docker' ? active?.name : context) ?? '';
  stores.place.go({ view: 'terminal' });
  return stores.terminals.open({ target, container, where, colour: active?.colour ?? 'grey' }, by);
} // prettier-ignore
