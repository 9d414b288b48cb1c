// Which dialog is open. At most one is; what it is about is named by id, so that it always shows the present state.
import type { LockKey } from '#shared/model/environment.ts';
import type { ForwardTarget } from '#shared/model/forward.ts';
import type { Watched } from '#shared/model/watch.ts';

export type OpenDialog =
  | { kind: 'palette' }
  | { kind: 'keys' }
  | { kind: 'open-plan'; text: string; name: string; paste: boolean }
  | { kind: 'trust' }
  | { kind: 'remove-plan' }
  | { kind: 'tick'; key: string }
  | { kind: 'kube-login'; context: string; namespaces: string[] }
  | { kind: 'environment'; key: string | null }
  | { kind: 'remove-environment'; key: string }
  | { kind: 'unlock'; key: LockKey }
  | { kind: 'change' }
  | { kind: 'open-terminal'; target: Watched; containers: string[] }
  | { kind: 'start-forward'; target: ForwardTarget | null; ports: number[] }
  | { kind: 'import-dashboard'; name: string; text: string }
  | { kind: 'dashboard-report'; key: string }
  | { kind: 'remove-dashboard'; key: string }
  | { kind: 'import-rules' }
  /** Without a key for a new one. */
  | { kind: 'trigger'; key: string | null }
  | { kind: 'trigger-word'; word: 'acknowledge' | 'snooze' | 'resolve'; key: string }
  | { kind: 'remove-trigger'; key: string }
  | { kind: 'vars'; phaseIds: string[]; itemIds: string[] };

export interface DialogState {
  open: OpenDialog | null;
}
