// What the import of a dashboard came to: what is not drawn and why, what is drawn otherwise than it was meant.
import { useState } from 'react';
import type { ImportResult } from '#shared/model/dashboard/dashboard.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { byPanel, byReason, countsInWords } from './library-lines.ts';

export function ReportDialog({ dashboardKey, onClose }: { dashboardKey: string; onClose: () => void }) {
  const { operations } = useConsole();
  const { state, value, reason } = useAnswer(dashboardKey, () => operations.dashboardReport(dashboardKey));
  return (
    <Dialog title={value === null ? 'Import notes' : `Import notes on ${value.title}`} onClose={onClose} wide>
      <div className="dialog-body">
        {value !== null ? (
          <Report result={value} />
        ) : state === 'refused' ? (
          <p role="alert">The notes could not be read: {reason}</p>
        ) : (
          <Placeholder rows={4} waitingFor="the notes" />
        )}
        <footer className="dialog-foot">
          {value === null ? null : <CopyButton what="the notes" text={reportText(value)} title="As text" />}
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}

function Report({ result }: { result: ImportResult }) {
  const [by, setBy] = useState<'reason' | 'panel'>('reason');
  const { counts, lines } = result;
  return (
    <>
      <p className="report-counts">
        <strong>{countsInWords(counts)}</strong>
      </p>
      {lines.length === 0 ? (
        <p>There is nothing to say of it.</p>
      ) : (
        <>
          <Choice
            legend="Sorted by"
            value={by}
            onChange={setBy}
            options={[
              { value: 'reason', word: 'reason' },
              { value: 'panel', word: 'panel' },
            ]}
          />
          <div className="report-lines" tabIndex={0} role="region" aria-label="Notes">
            {by === 'reason' ? <ByReason lines={lines} /> : <ByPanel lines={lines} />}
          </div>
        </>
      )}
    </>
  );
}

const kindWords = { placeholder: 'Not drawn', note: 'Drawn otherwise' };
/** More names are not read; the other order has them all. */
const mostNames = 12;

function ByReason({ lines }: { lines: ImportResult['lines'] }) {
  return (
    <ul className="report">
      {byReason(lines).map(({ kind, words, of }) => (
        <li key={`${kind} ${words}`}>
          <p>
            <span className={kind === 'placeholder' ? 'mark mark-bad' : 'mark'}>{kindWords[kind]}</span> {words}
            {of.length > 1 ? <span className="quiet"> ({grouped(of.length)} times)</span> : null}
          </p>
          <p className="quiet">
            {of
              .slice(0, mostNames)
              .map(({ name }) => name)
              .join('; ')}
            {of.length > mostNames ? ` and ${grouped(of.length - mostNames)} more` : ''}
          </p>
        </li>
      ))}
    </ul>
  );
}

function ByPanel({ lines }: { lines: ImportResult['lines'] }) {
  return (
    <ul className="report">
      {byPanel(lines).map(({ name, lines: own }) => (
        <li key={name}>
          <p>
            <strong>{name}</strong>
          </p>
          <ul>
            {own.map(({ kind, words, path }) => (
              <li key={`${path} ${words}`}>
                <span className={kind === 'placeholder' ? 'mark mark-bad' : 'mark'}>{kindWords[kind]}</span> {words}{' '}
                <code className="quiet">{path}</code>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** For a message to whoever keeps the dashboard. */
export function reportText({ title, counts, lines }: ImportResult): string {
  const rows = lines.map(({ kind, of, words, path }) => `- ${of || 'dashboard'}: ${kindWords[kind].toLowerCase()}: ${words} (${path})`); // prettier-ignore
  return [`${title}: ${countsInWords(counts)}`, ...rows, ''].join('\n');
}
