// Which dialog is open. At most one is; what it is about is named by id, so that it always shows the present state.

export type OpenDialog =
  | { kind: 'palette' }
  | { kind: 'keys' }
  | { kind: 'open-plan'; text: string; name: string; paste: boolean }
  | { kind: 'trust' }
  | { kind: 'remove-plan' }
  | { kind: 'tick'; key: string }
  | { kind: 'vars'; phaseIds: string[]; itemIds: string[] };

export interface DialogState {
  open: OpenDialog | null;
}
