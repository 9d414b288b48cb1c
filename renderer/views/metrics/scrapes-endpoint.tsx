// One endpoint that the console scrapes itself: how fresh it is, what is left out of it, and what can be done with it.
import { useState } from 'react';
import type { Scrape } from '#shared/model/scrape.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FreshnessBand } from '../../components/freshness-band.tsx';
import { freshnessOf } from '../../components/freshness.ts';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';
import { ScrapesFormDialog } from './scrapes-form-dialog.tsx';
import { dropped, leftOut, notScraped } from './scrapes-model.ts';

export interface ScrapesEndpointProps {
  scrape: Scrape;
  lost: { since: number | null; reason: string } | null;
  heardAt: number | null;
}

export function ScrapesEndpoint({ scrape, lost, heardAt }: ScrapesEndpointProps) {
  const { operations, who } = useConsole();
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const { key, fields, paused, status, keptFromMs } = scrape;
  const freshness = freshnessOf({ source: status, lost, heardAt });
  const close = (): void => setDialog(null);
  return (
    <>
      <header className="scrapes-head">
        <h2>{fields.name}</h2>
        <code className="quiet">{fields.url}</code>
        <span className="toolbar-end">
          <Button icon={paused ? 'run' : 'pause'} onClick={() => void who.as((by) => operations.pauseScrape(key, fields.name, !paused, by))}>{paused ? 'Resume' : 'Pause'}</Button>
          <Button onClick={() => setDialog('edit')}>Edit…</Button>
          <Button icon="trash" onClick={() => setDialog('remove')}>Remove…</Button>
        </span>
      </header>
      <FreshnessBand
        name={fields.name}
        freshness={freshness}
        {...(dropped(scrape) !== '' && { but: `not all of it is kept: ${dropped(scrape)}` })}
        kept={keptFromMs !== null}
        waitsFor="its first answer"
        missing="it is paused"
        action={paused ? null : <Button icon="reload" onClick={() => void operations.retryScrape(key, fields.name)}>Scrape now</Button>}
      >
        {keptFromMs === null ? null : <span className="quiet scrapes-since">kept since <Moment at={keptFromMs} />, for {fields.keepHours} h</span>}
      </FreshnessBand>
      {status.warning === undefined ? null : <p className="field-problem scrapes-warning">{status.warning}</p>}
      <LeftOut scrape={scrape} />
      {dialog === 'edit' ? <ScrapesFormDialog scrape={scrape} onClose={close} onSaved={close} /> : null}
      {dialog === 'remove' ? <RemoveDialog scrape={scrape} onClose={close} /> : null}
    </>
  ); // prettier-ignore
}

function LeftOut({ scrape }: { scrape: Scrape }) {
  const left = [...leftOut(scrape), ...notScraped(scrape)];
  if (left.length === 0) return null;
  return (
    <ul
      className={dropped(scrape) === '' ? 'scrapes-left' : 'scrapes-left scrapes-left-warn'}
      aria-label="What is left out"
    >
      {left.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

function RemoveDialog({ scrape, onClose }: { scrape: Scrape; onClose: () => void }) {
  const { operations, who } = useConsole();
  const refusals = useRefusals();
  const { key, fields } = scrape;
  const remove = async (): Promise<void> => {
    if ((await who.as((by) => operations.removeScrape(key, fields.name, by))) !== true) return;
    refusals.settle();
    onClose();
  };
  return (
    <Dialog title={`Remove ${fields.name}?`} onClose={onClose}>
      <div className="dialog-body">
        <p>It is scraped no more, and the samples that were kept of it are removed. When it was watched stays in the journal.</p>
        <p className="quiet">To stop it for a while, pause it: then its samples stay until they are too old.</p>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" icon="trash" onClick={() => void remove()}>Remove</Button>
        </footer>
      </div>
    </Dialog>
  ); // prettier-ignore
}
