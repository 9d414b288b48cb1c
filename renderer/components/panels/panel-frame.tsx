// The frame around one panel: its title, what it is for, how far it can be trusted, and what can be done with it.
import type { ReactNode } from 'react';
import { AfterAWhile } from '../after-a-while.tsx';
import { Button } from '../button.tsx';
import { Moment } from '../clock-context.tsx';
import { Glyph } from '../glyph.tsx';
import { Icon } from '../icon.tsx';
import { Markdown } from '../markdown.tsx';
import { MiddleText } from '../middle-text.tsx';
import { Unfolding } from './unfolding.tsx';

export interface PanelChoice {
  id: string;
  word: string;
  /** Key that does the same. */
  shortcut?: string;
  disabled: string | null;
  run: () => void;
}

export interface PanelFrameProps {
  panelKey: string;
  title: string;
  /** What its author says it shows, as Markdown; empty for nothing. */
  description: string;
  /** What is shown is the last that was heard. */
  stale: { asOf: number; reason: string } | null;
  /** Whether it is being asked anew. */
  asking: boolean;
  /** Whether what is shown is of another time than the one that is chosen, which has no answer yet. */
  earlier: boolean;
  /** `showing 50 of 7,488`, `last 5 minutes`: what has to be known of what is drawn. */
  facts: readonly string[];
  /** What Prometheus or the import say of it. */
  notes: readonly string[];
  choices: readonly PanelChoice[];
  enlarged: boolean;
  onShrink: () => void;
  children: ReactNode;
}

export function PanelFrame(props: PanelFrameProps) {
  const { panelKey, title, description, stale, asking, earlier, facts, enlarged, children } = props;
  const named = title === '' ? 'Panel without a title' : title;
  return (
    <section
      className={stale === null ? 'panel' : 'panel panel-stale'}
      data-panel={panelKey}
      aria-label={named}
      aria-busy={asking}
      tabIndex={-1}
    >
      <header className="panel-head">
        <h3 className={title === '' ? 'unseen' : 'panel-title'} title={named}>
          <MiddleText text={named} />
        </h3>
        {description.trim() === '' ? null : <About text={description} title={named} />}
        <span className="panel-facts">{facts.join(' · ')}</span>
        {earlier ? <Earlier /> : null}
        {asking ? <span className="panel-asks" aria-hidden title="being asked anew" /> : null}
        {stale === null ? null : <Stale {...stale} />}
        <Notes notes={props.notes} title={named} />
        <ChoiceMenu choices={props.choices} title={named} />
        {enlarged ? <Button icon="close" kind="quiet" label={`Show all panels`} onClick={props.onShrink} /> : null}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}

function About({ text, title }: { text: string; title: string }) {
  return (
    <Unfolding button={<Icon name="info" />} label={`About ${title}`} title={text.slice(0, 400)}>
      <div className="menu-list panel-about">
        <Markdown text={text} />
      </div>
    </Unfolding>
  );
}

/** A number has no axis that would tell. What is answered at once needs no word. */
function Earlier() {
  return (
    <AfterAWhile>
      <span className="panel-as-of" role="status" title="The time that is chosen now has no answer yet">
        of the time before
      </span>
    </AfterAWhile>
  );
}

function Stale({ asOf, reason }: { asOf: number; reason: string }) {
  return (
    <span className="panel-as-of" role="status" title={reason}>
      <Glyph name="stale" /> <span className="panel-as-of-words">as of</span> <Moment at={asOf} />
      <span className="unseen">: {reason}</span>
    </span>
  );
}

function Notes({ notes, title }: { notes: readonly string[]; title: string }) {
  if (notes.length === 0) return null;
  const words = `${notes.length} ${notes.length === 1 ? 'note' : 'notes'} on ${title}`;
  return (
    <Unfolding
      className="panel-notes"
      button={
        <>
          <Icon name="warn" />
          {notes.length > 1 ? notes.length : null}
        </>
      }
      label={words}
      title={notes.join('\n')}
    >
      <ul className="menu-list panel-about" aria-label={words}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Unfolding>
  );
}

function ChoiceMenu({ choices, title }: { choices: readonly PanelChoice[]; title: string }) {
  if (choices.length === 0) return null;
  return (
    <Unfolding className="panel-menu" button={<Icon name="more" />} label={`What can be done with ${title}`}>
      <div className="menu-list">
        {choices.map(({ id, word, shortcut, disabled, run }) => (
          <button
            key={id}
            type="button"
            data-folds={disabled === null ? '' : undefined}
            aria-disabled={disabled !== null}
            title={disabled ?? word}
            onClick={() => disabled === null && run()}
          >
            <span>{word}</span>
            {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
          </button>
        ))}
      </div>
    </Unfolding>
  );
}
