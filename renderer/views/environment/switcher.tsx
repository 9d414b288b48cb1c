// Which environment is shown, on top of the rail, and the way to another: one press and Enter. A lock says whether it can
// be changed from here.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Environment } from '#shared/model/environment.ts';
import { useAction } from '../../components/actions-context.ts';
import { Icon } from '../../components/icon.tsx';
import { mayChange, type LockState } from '../../components/lock-words.ts';
import { activeEnvironment } from '../../state/environment-stores.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { useLock } from './use-lock.ts';

const stateWords: Record<LockState, string> = {
  unknown: 'not known',
  nothing: 'not connected',
  locked: 'locked',
  unlocked: 'unlocked',
  unprotected: 'not protected',
};

export function EnvironmentSwitcher() {
  const stores = useConsole();
  const { entries } = useFeed(stores.environment.environments);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const docker = useLock('docker').state;
  const kubernetes = useLock('kubernetes').state;
  const active = activeEnvironment(stores.environment);
  if (active === null) return null;
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  // What is open for a time is what must not be overlooked.
  const state = kubernetes === 'unlocked' ? kubernetes : docker;
  const locked = !mayChange(state);
  const words = locked ? 'locked' : state === 'unlocked' ? 'unlocked' : 'not protected';
  return (
    // It is a menu that unfolds; heard here is only that the person has left it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      className={`switcher environment-${active.colour}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (open) walk(event, box.current, close);
      }}
    >
      <button
        ref={button}
        type="button"
        className="switcher-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`Environment ${active.name}, ${words}`}
        title={`Environment ${active.name}: Docker ${stateWords[docker]}, Kubernetes ${stateWords[kubernetes]}`}
        onClick={() => setOpen(!open)}
      >
        <span className="switcher-sign" data-letter={active.name.slice(0, 1).toUpperCase()} />
        <span className="rail-word switcher-name">{active.name}</span>
        <span className={state === 'unlocked' ? 'switcher-open' : ''}>
          <Icon name={locked ? 'lock' : 'unlock'} />
        </span>
      </button>
      {open ? <Menu environments={[...entries.values()]} onClose={close} /> : null}
    </div>
  );
}

/** Arrows walk the menu, Escape leaves it; a letter pressed in it is no key of the console. */
function walk(event: KeyboardEvent, box: HTMLElement | null, close: () => void): void {
  const items = [...(box?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const step: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const to = step[event.key];
  if (event.key === 'Escape') close();
  else if (to !== undefined) items[(to + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
}

function Menu({ environments, onClose }: { environments: Environment[]; onClose: () => void }) {
  const { operations } = useConsole();
  const make = useAction('environment.new');
  const edit = useAction('environment.edit');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus(), []);
  const choose = ({ key, name, active }: Environment): void => {
    onClose();
    if (!active) void operations.activateEnvironment(key, name);
  };
  return (
    <div ref={list} className="switcher-menu" role="menu" aria-label="Environments">
      {environments.map((environment) => (
        <button
          key={environment.key}
          type="button"
          role="menuitemradio"
          aria-checked={environment.active}
          className={`environment-${environment.colour}`}
          onClick={() => choose(environment)}
        >
          <span className="environment-dot" aria-hidden />
          <span className="switcher-item">
            <strong>{environment.name}</strong>
            <small>{sourcesInWords(environment)}</small>
          </span>
          {environment.protected ? <Icon name="lock" /> : null}
          {environment.active ? <em className="mark">now</em> : null}
        </button>
      ))}
      <hr />
      {[make, edit].map((action) => (
        <button
          key={action.id}
          type="button"
          role="menuitem"
          onClick={() => {
            onClose();
            action.run();
          }}
        >
          {action.label}
        </button>
      ))}
    </div>
  );
}

function sourcesInWords({ docker, kubernetes, prometheusUrl }: Environment): string {
  const all = [
    docker ?? 'Docker as the command line',
    kubernetes?.context,
    prometheusUrl === null ? null : 'Prometheus',
  ];
  return all.filter((one) => one !== null && one !== undefined).join(', ');
}
