// The last look before a running system is changed: where, everything that is touched, what to mind, who says so; then
// what came of it for each. It decides nothing.
import { useEffect, useRef } from 'react';
import type { ActionResult, Prepared } from '#shared/model/action.ts';
import { Button } from './button.tsx';
import { useClock } from './clock-context.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Glyph } from './glyph.tsx';
import { Icon } from './icon.tsx';
import { Placeholder } from './placeholder.tsx';

export interface ConfirmActionProps {
  /** `Scale 2 deployments`. */
  title: string;
  state: 'preparing' | 'prepared' | 'confirming' | 'done' | 'refused';
  prepared: Prepared | null;
  results: readonly ActionResult[];
  reason: string;
  /** Refused after it was confirmed: some of it may have been done. */
  unsure: boolean;
  by: string;
  onBy: (by: string) => void;
  onConfirm: () => void;
  /** Prepares it anew. */
  onAgain: () => void;
  onClose: () => void;
}

export function ConfirmAction(props: ConfirmActionProps) {
  const { title, state, prepared, results, onClose } = props;
  const where = prepared === null ? '' : ` in ${prepared.where}`;
  return (
    <Dialog title={`${title}${where}`} onClose={onClose} wide>
      <div className="dialog-body">
        {state === 'preparing' ? <Placeholder rows={2} waitingFor="what it will touch" /> : null}
        {prepared === null || state === 'done' ? null : <Touched prepared={prepared} />}
        {state === 'done' ? <Results results={results} /> : null}
        {state === 'refused' ? <Refused {...props} /> : null}
        {prepared !== null && (state === 'prepared' || state === 'confirming') ? (
          <Consent {...props} prepared={prepared} confirmName={`${title}${where}`} />
        ) : (
          <footer className="dialog-foot">
            {state === 'refused' ? <Button onClick={props.onAgain}>Look again</Button> : null}
            <Button onClick={onClose}>{state === 'preparing' ? 'Cancel' : 'Close'}</Button>
          </footer>
        )}
      </div>
    </Dialog>
  );
}

function Touched({ prepared: { touches, warnings, where } }: { prepared: Prepared }) {
  return (
    <>
      <section aria-label="What it touches">
        <h3>
          Touches {touches.length} in <strong className="touched-where">{where}</strong>
        </h3>
        <ul className="touched" tabIndex={0} aria-label="Everything that it touches">
          {touches.map((line, at) => (
            // Two things may be told of with the same words; they never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>{line}</li>
          ))}
        </ul>
      </section>
      {warnings.length === 0 ? null : (
        <ul className="touched-warnings" aria-label="Warnings">
          {warnings.map((line) => (
            <li key={line}>
              <Icon name="warn" /> {line}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ConsentProps extends ConfirmActionProps {
  prepared: Prepared;
  confirmName: string;
}

function Consent({ prepared, confirmName, state, by, onBy, onConfirm, onAgain, onClose }: ConsentProps) {
  const { now } = useClock();
  const foot = useRef<HTMLElement>(null);
  const { destructive, expiresAt } = prepared;
  useEffect(() => {
    // Whoever presses Enter without reading ends nothing.
    const buttons = foot.current?.querySelectorAll('button');
    const form = foot.current?.closest('form');
    const name = form?.querySelector('input');
    if (destructive) buttons?.[0]?.focus();
    else if (name?.value === '') name.focus();
    else buttons?.[1]?.focus();
  }, [destructive]);
  const tooLate = now >= expiresAt;
  const busy = state === 'confirming';
  const missing = busy ? 'it is under way' : by.trim() === '' ? 'say who you are' : null;
  const words = tooLate ? 'this was prepared a while ago; things may have changed since' : missing;
  return (
    // What is heard here is only a key that goes on from elsewhere.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="dialog-form"
      noValidate
      onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !tooLate && !destructive) onConfirm();
      }}
    >
      <Field label="Your name (required)" value={by} onChange={onBy} maxLength={200} autoComplete="name" />
      <footer className="dialog-foot" ref={foot}>
        {words === null ? null : <span className="quiet">{words}.</span>}
        <Button onClick={onClose}>{busy ? 'Close' : 'Cancel'}</Button>
        {tooLate ? (
          <Button onClick={onAgain}>Look again</Button>
        ) : destructive ? (
          <Button kind="danger" disabled={missing} onClick={onConfirm}>
            {busy ? 'Under way …' : confirmName}
          </Button>
        ) : (
          <Button kind="primary" submit disabled={missing}>
            {busy ? 'Under way …' : confirmName}
          </Button>
        )}
      </footer>
    </form>
  );
}

/** No sign of success: a system that has accepted a change has not made it yet. */
function Results({ results }: { results: readonly ActionResult[] }) {
  const failed = results.filter(({ ok }) => !ok).length;
  return (
    <section aria-label="What came of it" role="status">
      <p className={failed === 0 ? '' : 'state-fail'}>
        {failed === 0 ? `Accepted for all ${results.length}; the lists show what becomes of it.` : `${failed} of ${results.length} failed.`}
      </p>
      <ul className="touched" tabIndex={0} aria-label="Result for each">
        {results.toSorted((a, b) => Number(a.ok) - Number(b.ok)).map(({ target, ok, message }) => (
          <li key={`${target.kind} ${target.key}`} className={ok ? '' : 'state-fail'}>
            {ok ? null : <Glyph name="fail" />}{' '}
            <strong>{[target.namespace, target.name].filter((part) => part !== null).join('/')}</strong>: {message}
          </li>
        ))}
      </ul>
    </section>
  ); // prettier-ignore
}

function Refused({ reason, unsure }: Pick<ConfirmActionProps, 'reason' | 'unsure'>) {
  return (
    <div role="alert" className="refused">
      <p>{reason}</p>
      {unsure ? <p>Some of it may have been done: look at the objects, or at the record, before you go on.</p> : null}
    </div>
  );
}
