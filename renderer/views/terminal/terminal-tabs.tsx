// The tabs of the terminals. Arrows go from one to the next, Enter into its text, Delete closes it.
import { useRef } from 'react';
import { Glyph } from '../../components/glyph.tsx';
import { Icon } from '../../components/icon.tsx';
import type { TerminalTab } from '../../state/terminal-store.ts';
import { useConsole } from '../../state/use-console.ts';

export function TerminalTabs({ tabs, current }: { tabs: readonly TerminalTab[]; current: string }) {
  const { terminals } = useConsole();
  const list = useRef<HTMLDivElement>(null);
  const step = (by: number): void => {
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    terminals.select(next.id);
    setTimeout(() => list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  const enter = (): void => tabs.find(({ id }) => id === current)?.screen?.focus();
  return (
    <div className="terminal-tabs" role="tablist" aria-label="Terminals" ref={list}>
      {tabs.map((tab) => (
        <span key={tab.id} className={`terminal-tab environment-${tab.colour}`} role="presentation">
          <button
            type="button"
            role="tab"
            aria-selected={tab.id === current}
            aria-controls="terminal-panel"
            tabIndex={tab.id === current ? 0 : -1}
            title={`${tab.target.name} in ${tab.where}`}
            onClick={() => terminals.select(tab.id)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') step(1);
              if (event.key === 'ArrowLeft') step(-1);
              if (event.key === 'Delete') terminals.close(tab.id);
              if (event.key === 'Enter' && tab.id === current) enter();
            }}
          >
            <span className="environment-dot" aria-hidden />
            <span className="terminal-tab-name">{nameOf(tab)}</span>
            <StateSign tab={tab} />
          </button>
          <button
            type="button"
            className="terminal-tab-close"
            // For the pointer alone: Delete does it on the tab, and the head has a button for it.
            tabIndex={-1}
            aria-hidden
            title={`Close the terminal in ${tab.target.name}`}
            onClick={() => terminals.close(tab.id)}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </div>
  );
}

export const nameOf = ({ target, container }: Pick<TerminalTab, 'target' | 'container'>): string =>
  container === null ? target.name : `${target.name} / ${container}`;

function StateSign({ tab: { state, code } }: { tab: TerminalTab }) {
  if (state === 'open') return null;
  const name = state === 'opening' ? 'waiting' : code === 0 ? 'pass' : 'fail';
  return (
    <>
      <Glyph name={name} />
      <span className="unseen">{state}</span>
    </>
  );
}
