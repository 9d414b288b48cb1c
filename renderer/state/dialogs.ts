// Which dialog is open. At most one is; what it is about is named by id, so that it always shows the present state.
import type { LockKey } from '#shared/model/environment.ts';
import type { ForwardTarget } from '#shared/model/forward.ts';
import type { DeclareFrom } from '#shared/model/incident/declare.ts';
import type { RoleName } from '#shared/model/incident/incident.ts';
import type { MilestoneType } from '#shared/model/incident/milestone.ts';
import type { IncidentStatus } from '#shared/model/incident/status.ts';
import type { Watched } from '#shared/model/watch.ts';

/** What is done to an incident in a dialog; without a role, a moment or a word, for one to be chosen. */
export type IncidentForm =
  | { do: 'move'; to: IncidentStatus }
  | { do: 'grade' | 'impact' | 'describe' | 'link' | 'merge' | 'unmerge' | 'keep' }
  | { do: 'reach'; milestone: MilestoneType | null }
  | { do: 'assign'; role: RoleName | null }
  | { do: 'correct'; word: string };

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
  /** With a file to begin with, or none. */
  | { kind: 'import-rules'; name?: string; text?: string }
  /** Without a key for a new one. */
  | { kind: 'trigger'; key: string | null }
  /** `instance`: of one label set; without it of the whole trigger. */
  | { kind: 'trigger-word'; word: 'acknowledge' | 'snooze' | 'resolve'; key: string; instance?: string }
  | { kind: 'remove-trigger'; key: string }
  | { kind: 'definition'; of: 'criteria' | 'objectives' | 'baseline' | 'soak' }
  | { kind: 'objective'; key: string | null }
  | { kind: 'judge-criterion'; of: 'criteria' | 'soaks'; key: string; criterion: string; title: string; words: string }
  | { kind: 'remove-definition'; of: 'criteria' | 'objectives' | 'baselines' | 'soaks'; key: string; name: string }
  | { kind: 'open-bundle'; path: string }
  | { kind: 'bundle'; id: string }
  | { kind: 'export-bundle'; incidentId: string }
  | { kind: 'declare-incident'; from: DeclareFrom }
  | { kind: 'error-word'; word: 'resolve' | 'archive' | 'reopen'; key: string }
  | { kind: 'incident-act'; id: string; act: IncidentForm }
  | { kind: 'vars'; phaseIds: string[]; itemIds: string[] };

export interface DialogState {
  open: OpenDialog | null;
}
