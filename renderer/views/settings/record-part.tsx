// How the record is kept: what it takes by source, how long and how much, whether it is whole, and its backup.
import type { RecordKeeping } from '#shared/model/recorder/keeping.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { grouped, sizeInWords } from '../../components/times.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { BudgetForm } from './budget-form.tsx';

export function RecordPart() {
  const { recorder, record } = useConsole();
  const view = useFeed(recorder.keeping);
  const oldestAt = useFeed(record).entries.get('record')?.oldestAt ?? null;
  const keeping = view.entries.get('record');
  if (keeping === undefined) return <p className="quiet">{view.reason === '' ? 'Asking how the record is kept …' : `How the record is kept is not known: ${view.reason}`}</p>; // prettier-ignore
  return (
    <section className="record-part" aria-labelledby="record-head">
      <h2 id="record-head">Record</h2>
      <dl className="record-facts">
        <div>
          <dt>Takes</dt>
          <dd>
            {sizeInWords(keeping.usedBytes)} of {sizeInWords(keeping.budget.maxBytes)}
            <meter aria-label="Part of the budget" min={0} max={1} value={Math.min(1, keeping.usedBytes / keeping.budget.maxBytes)} />
          </dd>
        </div>
        <div>
          <dt>Goes back to</dt>
          <dd>{oldestAt === null ? 'nothing is recorded yet' : <Moment at={oldestAt} />}</dd>
        </div>
        <EvictionFact keeping={keeping} />
        <CheckFact keeping={keeping} />
        <BackupFact keeping={keeping} />
      </dl>
      {keeping.salvaged === null ? null : <SalvagedWords salvaged={keeping.salvaged} />}
      <BudgetForm key={JSON.stringify(keeping.budget)} keeping={keeping} />
    </section>
  ); // prettier-ignore
}

function EvictionFact({ keeping: { lastRound, doing } }: { keeping: RecordKeeping }) {
  const { operations } = useConsole();
  return (
    <div>
      <dt>Eviction</dt>
      <dd>
        {lastRound === null ? 'not yet since the start' : (
          <span>
            <Ago at={lastRound.atMs} />: {lastRound.evicted === 0 ? 'nothing was too old or too much' : `${grouped(lastRound.evicted)} events went`}
            {lastRound.overBytes === 0 ? '' : `; still ${sizeInWords(lastRound.overBytes)} too much, all of it evidence or words of people`}
          </span>
        )}
        <Button kind="quiet" disabled={busyWords(doing)} onClick={() => void operations.evictNow()}>
          Evict now
        </Button>
      </dd>
    </div>
  ); // prettier-ignore
}

function CheckFact({ keeping: { lastCheck, doing } }: { keeping: RecordKeeping }) {
  const { operations } = useConsole();
  return (
    <div>
      <dt>Whole</dt>
      <dd>
        {lastCheck === null ? 'not checked yet; it is once a week' : (
          <>
            <Glyph name={lastCheck.whole ? 'pass' : 'fail'} />
            <span>
              {lastCheck.whole ? 'whole' : 'NOT whole'}, <Ago at={lastCheck.atMs} />: {lastCheck.words}
            </span>
            {lastCheck.root === null ? null : <CopyButton what="root" text={lastCheck.root} />}
          </>
        )}
        {doing === 'checking' ? <Stop word="Checking" /> : (
          <Button kind="quiet" disabled={busyWords(doing)} onClick={() => void operations.checkRecord()}>
            Check now
          </Button>
        )}
      </dd>
    </div>
  ); // prettier-ignore
}

function BackupFact({ keeping: { lastBackup, doing, progress } }: { keeping: RecordKeeping }) {
  const { operations } = useConsole();
  const done = progress === null ? '' : ` ${Math.round(progress * 100)} %`;
  return (
    <div>
      <dt>Backup</dt>
      <dd>
        {lastBackup === null ? 'none was made' : (
          <span>
            <Ago at={lastBackup.atMs} />: {grouped(lastBackup.events)} events, proven, in <code>{lastBackup.file}</code>
          </span>
        )}
        {doing === 'backing up' ? <Stop word={`Copying${done}`} /> : (
          <Button kind="quiet" disabled={busyWords(doing)} onClick={() => void operations.backUpRecord()}>
            Back up now
          </Button>
        )}
      </dd>
    </div>
  ); // prettier-ignore
}

function Stop({ word }: { word: string }) {
  const { operations } = useConsole();
  return (
    <>
      <Glyph name="running" /> {word} …{' '}
      <Button kind="quiet" onClick={() => void operations.cancelKeeping()}>
        Cancel
      </Button>
    </>
  );
}

function SalvagedWords({ salvaged }: { salvaged: NonNullable<RecordKeeping['salvaged']> }) {
  return (
    <p className="record-salvaged">
      <Glyph name="error" /> The record was found damaged <Ago at={salvaged.atMs} />. {grouped(salvaged.events)} events could
      be read and were kept{salvaged.altered > 0 ? `, ${grouped(salvaged.altered)} of which are not what was recorded` : ''}
      {salvaged.reason === '' ? '' : ` (${salvaged.reason})`}. The damaged file is <code>{salvaged.damagedFile}</code>.
    </p>
  ); // prettier-ignore
}

const busyWords = (doing: RecordKeeping['doing']): string | null =>
  doing === 'nothing' ? null : `the console is ${doing} the record`;
