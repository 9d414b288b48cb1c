// Begins a change: its dialog opens, and the server is asked what it will touch. Nothing is changed by this.
import type { ActionName } from '#shared/model/action.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { ConsoleStores } from '../../state/console.ts';

export function prepareChange(
  { dialog, change }: ConsoleStores,
  action: ActionName,
  targets: readonly Watched[],
  replicas: number | null,
): void {
  dialog.setState({ open: { kind: 'change' } });
  void change.prepare(action, targets, replicas);
}
