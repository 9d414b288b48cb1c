// One variable of a dashboard whose values are chosen from a list: unfolds, is searched, walked by the arrows; where several
// may be chosen they are applied together when it folds.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { allValue, type VariableOption } from '#shared/model/dashboard/variable.ts';
import { Icon } from '../icon.tsx';
import { grouped } from '../times.ts';
import { choiceInWords, matchingOptions, pressed } from './option-list.ts';

export interface VariableChoiceProps {
  label: string;
  options: readonly VariableOption[];
  chosen: readonly string[];
  multi: boolean;
  withAll: boolean;
  /** Whether the options are being asked for. */
  asking: boolean;
  /** Why the options could not be read; empty where they could. */
  problem: string;
  onChange: (values: string[]) => void;
}

export function VariableChoice(props: VariableChoiceProps) {
  const { label, options, chosen, asking, problem } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const words = choiceInWords(chosen, options);
  const fold = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const said = problem !== '' ? `, could not be read: ${problem}` : asking ? ', being read' : '';
  return (
    <div className={problem === '' ? 'variable-field' : 'variable-field variable-problem'}>
      <span className="variable-label" aria-hidden>
        {label}
      </span>
      <button
        ref={button}
        type="button"
        className="variable-button"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`${label}: ${words}${said}`}
        title={problem === '' ? `${label}: ${words}` : problem}
        onClick={() => setOpen(!open)}
      >
        <span className="variable-words">{words}</span>
        {asking ? <span className="panel-asks" aria-hidden /> : <Icon name={problem === '' ? 'sort' : 'warn'} />}
      </button>
      {open ? <Options {...props} onFold={fold} onLeave={() => setOpen(false)} /> : null}
    </div>
  );
}

function Options(props: VariableChoiceProps & { onFold: () => void; onLeave: () => void }) {
  const { label, options, multi, withAll, problem, asking, onChange, onFold, onLeave } = props;
  const id = useId();
  const [search, setSearch] = useState('');
  const [draft, setDraft] = useState<readonly string[]>(props.chosen);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const { options: found, more } = matchingOptions(
    withAll ? [{ value: allValue, text: 'All' }, ...options] : options,
    search,
  );
  const active = Math.min(at, found.length - 1);
  useEffect(() => {
    box.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const settle = (): void => {
    if (multi && JSON.stringify(draft) !== JSON.stringify(props.chosen)) onChange([...draft]);
  };
  const press = (value: string): void => {
    const next = pressed(draft, value, multi);
    setDraft(next);
    if (multi) return;
    onChange(next);
    onFold();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: found.length - 1 };
    const to = step[event.key];
    const current = found[active];
    if (to !== undefined) setAt(Math.max(0, Math.min(found.length - 1, to)));
    else if (event.key === 'Enter' && current !== undefined) press(current.value);
    else if (event.key === 'Escape' || event.key === 'Tab') {
      settle();
      onFold();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // Heard here is only that the person has left it.
    <div
      ref={box}
      className="variable-list"
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        settle();
        onLeave();
      }}
    >
      <input
        type="search"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-label={`Search ${label}`}
        placeholder={`Search ${grouped(options.length)}`}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div className="variable-options" id={`${id}-list`} role="listbox" aria-label={label} aria-multiselectable={multi} tabIndex={-1}>
        {found.map(({ value, text }, index) => (
          <Option key={value} id={`${id}-${index}`} text={text} multi={multi} chosen={draft.includes(value)} active={index === active} onPress={() => press(value)} />
        ))}
      </div>
      <p className="quiet" role="status">
        {statusWords(found.length, more, { problem, asking, multi })}
      </p>
    </div>
  ); // prettier-ignore
}

interface OptionProps {
  id: string;
  text: string;
  multi: boolean;
  chosen: boolean;
  active: boolean;
  onPress: () => void;
}

function Option({ id, text, multi, chosen, active, onPress }: OptionProps) {
  return (
    // The field above it has the keys; it names this as the active one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      data-active={active ? '' : undefined}
      className={active ? 'variable-option variable-active' : 'variable-option'}
      title={text}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <span className={multi ? 'variable-tick variable-tick-box' : 'variable-tick'} aria-hidden>
        {chosen ? '✓' : ''}
      </span>
      <span className="variable-text">{text === '' ? 'empty' : text}</span>
    </div>
  );
}

function statusWords(found: number, more: number, { problem, asking, multi }: { problem: string; asking: boolean; multi: boolean }): string {
  if (problem !== '') return `The values could not be read: ${problem}`;
  if (asking && found === 0) return 'The values are being read.';
  if (found === 0) return 'Nothing matches.';
  if (more > 0) return `${grouped(more)} more match; search more closely.`;
  return multi ? 'Applied when this is closed.' : '';
} // prettier-ignore
