// Over a terminal: where it runs, in which shell, how long what it runs in stays unlocked; search, copy, the way out.
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Icon } from '../../components/icon.tsx';
import { leftInWords } from '../../components/lock-words.ts';
import type { TerminalTab } from '../../state/terminal-store.ts';
import { useConsole } from '../../state/use-console.ts';
import { useLock } from '../environment/use-lock.ts';
import { nameOf } from './terminal-tabs.tsx';

export function TerminalHead({ tab }: { tab: TerminalTab }) {
  const { terminals, said, trouble } = useConsole();
  const copy = async (): Promise<void> => {
    const text = tab.screen?.selected() ?? '';
    if (text === '') return said.say('nothing is selected in the terminal');
    try {
      await navigator.clipboard.writeText(text);
      said.say('copied');
    } catch {
      trouble.add({ what: 'Copy from the terminal', why: 'the clipboard was refused to this page' });
    }
  };
  return (
    <header className="terminal-head">
      <p className="terminal-where">
        <strong>{nameOf(tab)}</strong>{' '}
        <span className="quiet">
          {tab.target.source === 'docker' ? 'container in' : `pod of ${tab.target.namespace ?? ''} in`}
        </span>{' '}
        <strong className="environment-word">{tab.where}</strong>
        {tab.argv.length === 0 ? null : (
          <>
            {' '}
            <code>{tab.argv.join(' ')}</code>
          </>
        )}
      </p>
      <Left source={tab.target.source} />
      <Search tab={tab} />
      <Button icon="copy" kind="quiet" title="Copy what is selected  (Ctrl+Shift+C)" onClick={() => void copy()}>
        Copy
      </Button>
      <Button icon="close" kind="quiet" onClick={() => terminals.close(tab.id)}>
        {tab.state === 'ended' ? 'Close the tab' : 'End it'}
      </Button>
      <p className="quiet terminal-way-out">
        Keys go to the shell; <kbd>Ctrl+Shift+Esc</kbd> leaves it.
      </p>
    </header>
  );
}

function Left({ source }: { source: 'docker' | 'kubernetes' }) {
  const { lock, state } = useLock(source);
  const { now } = useClock();
  const until = lock?.unlockedUntil ?? null;
  if (state === 'unlocked' && until !== null) {
    return (
      <span className="lock lock-unlocked" title="It ends when the time is over.">
        <Icon name="unlock" /> unlocked for <span className="lock-left">{leftInWords(until, now)}</span>
      </span>
    );
  }
  if (state === 'unprotected') return <span className="lock lock-unprotected">not protected</span>;
  return (
    <span className="lock lock-locked">
      {state === 'unknown' ? <Glyph name="inconclusive" /> : <Icon name="lock" />}{' '}
      {state === 'unknown' ? 'lock not known' : 'locked'}
    </span>
  );
}

function Search({ tab }: { tab: TerminalTab }) {
  const [words, setWords] = useState('');
  const [found, setFound] = useState(true);
  const input = useRef<HTMLInputElement>(null);
  const find = (back: boolean): void => setFound(words === '' || (tab.screen?.find(words, back) ?? false));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || !event.shiftKey || event.code !== 'KeyF') return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
  return (
    <label className="filter-text terminal-search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label="Search in the terminal"
        aria-invalid={!found}
        placeholder="Search  (Ctrl+Shift+F)"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setFound(true);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey);
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          tab.screen?.focus();
        }}
      />
      {found ? null : <span className="quiet">not found</span>}
    </label>
  );
}
