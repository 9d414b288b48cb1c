// Keys to actions: single keys, `Mod+k` (Ctrl or Cmd), and `g` followed by a letter. Knows no action by name.
import type { Action } from '../components/button.tsx';

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const chordMs = 1_200;
const named: Record<string, string> = { ' ': 'Space' };

/** The press as shortcuts are written. Shift is named only where the key itself does not show it. */
export function nameOfPress(press: KeyPress): string {
  const letter = /^[a-z]$/i.test(press.key);
  const key = named[press.key] ?? (letter ? press.key.toLowerCase() : press.key);
  const shift = press.shiftKey && (letter || key.length > 1) ? 'Shift+' : '';
  return `${press.ctrlKey || press.metaKey ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift}${key}`;
}

/**
 * Reads presses one by one.
 * @returns the action a press completes, or null; a disabled action is returned too, its reason is for the caller.
 */
export function createKeyReader(now: () => number): (press: KeyPress, actions: Iterable<Action>) => Action | null {
  let first: { name: string; at: number } | null = null;
  return (press, actions) => {
    const all = [...actions];
    const name = nameOfPress(press);
    const chord = first !== null && now() - first.at <= chordMs ? `${first.name} ${name}` : null;
    first = null;
    const found = all.find((action) => action.shortcut === (chord ?? name));
    if (found !== undefined) return found;
    if (all.some((action) => action.shortcut?.startsWith(`${name} `) === true)) first = { name, at: now() };
    return chord === null ? null : (all.find((action) => action.shortcut === name) ?? null);
  };
}

const writable = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** Whether the person is writing, so that letters are letters. Esc and Mod keys work all the same. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(writable) !== null;
}

/** Whether the focused control takes this key for itself, as a button takes Enter and Space. */
export function takesKey(target: EventTarget | null, name: string): boolean {
  if (name !== 'Enter' && name !== 'Space') return false;
  return target instanceof HTMLElement && target.closest('button, a, summary, input, [role="tab"]') !== null;
}
