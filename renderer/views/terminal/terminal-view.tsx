// Terminals in containers, each a tab: where it runs always in sight, its text kept after its end.
import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { TerminalScreen, TerminalTab } from '../../state/terminal-store.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { TerminalHead } from './terminal-head.tsx';
import { TerminalTabs } from './terminal-tabs.tsx';

export function TerminalView() {
  const { terminals } = useConsole();
  const { tabs, current } = useWhole(terminals.store);
  const tab = tabs.find(({ id }) => id === current) ?? null;
  if (tab === null) return <NoTerminals />;
  return (
    <div className="terminals">
      <TerminalTabs tabs={tabs} current={tab.id} />
      <div
        className={`terminal-panel environment-${tab.colour}`}
        role="tabpanel"
        id="terminal-panel"
        aria-label={`Terminal in ${tab.target.name}`}
      >
        <TerminalHead key={`head ${tab.id}`} tab={tab} />
        {tab.screen === null ? <NoScreenYet tab={tab} /> : <ScreenBox key={`screen ${tab.id}`} screen={tab.screen} />}
        <Ending tab={tab} />
      </div>
    </div>
  );
}

function NoScreenYet({ tab }: { tab: TerminalTab }) {
  return tab.state === 'ended' ? null : <Placeholder rows={4} waitingFor="the terminal" />;
}

function NoTerminals() {
  const { place } = useConsole();
  return (
    <div className="empty">
      <Icon name="terminal" />
      <p>No terminal is open.</p>
      <p className="quiet">
        Open a container or a pod, unlock what it runs in, and choose <strong>Terminal</strong> there.
      </p>
      <div className="empty-actions">
        <Button icon="containers" onClick={() => place.go({ view: 'containers' })}>
          Choose a container
        </Button>
        <Button icon="workloads" onClick={() => place.go({ view: 'workloads', kind: 'pods' })}>
          Choose a pod
        </Button>
      </div>
    </div>
  );
}

/** Puts the terminal's own element where it is looked at; it goes on living when it is not. */
function ScreenBox({ screen }: { screen: TerminalScreen }) {
  const { settings } = useConsole();
  const { theme } = useWhole(settings.store);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (place === null) return undefined;
    place.append(screen.element);
    const observer = new ResizeObserver(() => screen.fit());
    observer.observe(place);
    screen.fit();
    screen.focus();
    return () => observer.disconnect();
  }, [screen]);
  // The colours are read from the page, which takes a theme on after this.
  useEffect(() => {
    const timer = setTimeout(screen.fit);
    return () => clearTimeout(timer);
  }, [screen, theme]);
  return (
    // The console has no say in what is typed here; one chord leads out.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      className="terminal-box"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && event.ctrlKey && event.shiftKey) leave();
        event.stopPropagation();
      }}
    />
  );
}

function leave(): void {
  document.querySelector<HTMLElement>('.terminal-tabs [aria-selected="true"]')?.focus();
}

function Ending({ tab: { state, code, reason, unsent } }: { tab: TerminalTab }) {
  if (state === 'ended') {
    const good = code === 0;
    return (
      <p className={`terminal-end ${good ? '' : 'terminal-end-bad'}`} role="status">
        <strong>Ended</strong>
        {code === null ? ', exit code not known' : ` with exit code ${code}`}
        {reason === '' ? '' : `: ${reason}`}. The text stays until you close the tab.
      </p>
    );
  }
  if (unsent === '') return null;
  return (
    <p className="terminal-end terminal-end-bad" role="alert">
      What you typed last was not sent: {unsent}
    </p>
  );
}
