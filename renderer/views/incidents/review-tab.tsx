// The post-mortem of an incident: its state, its sections to read and to write, and the files it leaves as. What the record
// says is shown in the sections that nobody wrote, and marked.
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ExportFormat } from '#shared/contract/learning.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { nextPostMortemStatuses, postMortemNeedsReason, postMortemStatusWords, sectionTitles, type PostMortemDetail, type PostMortemStatus } from '#shared/model/learning/post-mortem.ts'; // prettier-ignore
import { localZone } from '#shared/model/local-zone.ts';
import { Button } from '../../components/button.tsx';
import { Moment, useClock } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { LearningAnswer } from '../../state/learning-operations.ts';
import { useAnswer, useConsole, useFeed, usePastRefusal } from '../../state/use-console.ts';
import { saveAsFile, type FileToSave } from '../readiness/save-as-file.ts';
import { ActForm, TextArea } from './act-form.tsx';
import { ReviewSection } from './review-section.tsx';
import { useKept } from './use-learning.ts';
import { useMayAct } from './use-may-act.ts';

const statusGlyphs: Record<PostMortemStatus, GlyphName> = { draft: 'never', in_review: 'open', reviewed: 'pass', closed: 'pass', skipped: 'skipped' }; // prettier-ignore

export function ReviewTab({ incident }: { incident: Incident }) {
  const { operations, learning } = useConsole();
  const { entries } = useFeed(learning.lines);
  const [asked, setAsked] = useState(0);
  const key = `${incident.id} ${incident.sequence} ${entries.get(incident.id)?.sequence ?? 0} ${asked}`;
  const { value, reason, state } = useAnswer(key, () => operations.postMortem(incident.id));
  const kept = useKept(value);
  const detail = value ?? (kept?.postMortem.incidentId === incident.id ? kept : null);
  const refusal = useMayAct();
  const again = (): void => setAsked((before) => before + 1);
  if (state === 'refused' && detail === null) return <p role="alert" className="box-note">The post-mortem could not be read: {reason}</p>; // prettier-ignore
  if (detail === null) return <Placeholder rows={10} waitingFor="the post-mortem" />;
  const { status } = detail.postMortem;
  const locked =
    refusal ?? (status === 'closed' || status === 'skipped' ? `it is ${status}; open it again first` : null);
  return (
    <div className="review">
      <StatusBar incident={incident} detail={detail} refusal={refusal} again={again} />
      <div className="review-body">
        <nav className="review-index" aria-label="Sections of the post-mortem">
          <ol>
            {detail.sections.map(({ name, generated }) => (
              <li key={name}>
                <a href={`#review-${name}`} onClick={jump(name)}>
                  {sectionTitles[name]}
                </a>
                {generated ? null : <span className="mark mark-plain">written</span>}
              </li>
            ))}
          </ol>
        </nav>
        <article className="review-sections" aria-label={`Post-mortem of ${detail.title}`}>
          <header className="review-print-head">
            <h1>{detail.title}</h1>
            <p>
              Post-mortem, {postMortemStatusWords[status]}
              {detail.postMortem.statusReason === '' ? '' : `: ${detail.postMortem.statusReason}`}
            </p>
          </header>
          {detail.sections.map((section) => (
            <ReviewSection key={section.name} id={incident.id} section={section} refusal={locked} again={again} />
          ))}
        </article>
      </div>
    </div>
  );
}

/** The address is the console's own; a link in the page scrolls to its section. */
const jump =
  (name: string) =>
  (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    document.querySelector(`#review-${name}`)?.scrollIntoView({ block: 'start' });
  };

interface BarProps {
  incident: Incident;
  detail: PostMortemDetail;
  refusal: string | null;
  again: () => void;
}

function StatusBar({ incident, detail, refusal, again }: BarProps) {
  const { status, statusReason, statusSince, statusBy } = detail.postMortem;
  const [to, setTo] = useState<PostMortemStatus | null>(null);
  const moveWords: Record<PostMortemStatus, string> = { draft: 'Back to draft', in_review: status === 'draft' ? 'Submit for review' : 'Open again', reviewed: 'Reviewed', closed: 'Close', skipped: 'Skip it' }; // prettier-ignore
  return (
    <div className="incident-state review-bar">
      <p className={`incident-status state-${statusGlyphs[status]}`}>
        <Glyph name={statusGlyphs[status]} /> <strong>{postMortemStatusWords[status]}</strong>
        <span className="quiet">
          {statusSince === null ? 'Made from the record; nobody has taken it up yet.' : <>since <Moment at={statusSince} />, {statusBy}{statusReason === '' ? '' : `: ${statusReason}`}</>}
        </span>
      </p>
      <div className="incident-moves">
        {nextPostMortemStatuses(status).map((one) => (
          <Button key={one} disabled={refusal} onClick={() => setTo(one)}>
            {moveWords[one]}…
          </Button>
        ))}
      </div>
      <Exports incident={incident} />
      {to === null ? null : <MoveForm id={incident.id} from={status} to={to} onClose={() => setTo(null)} onDone={again} />}
    </div>
  ); // prettier-ignore
}

const formats: { format: ExportFormat; word: string }[] = [
  { format: 'markdown', word: 'Markdown' },
  { format: 'html', word: 'HTML' },
  { format: 'csv', word: 'Timeline as CSV' },
  { format: 'json', word: 'Timeline as JSON' },
];

function Exports({ incident }: { incident: Incident }) {
  const { operations, said, link } = useConsole();
  const { zone: shownZone } = useClock();
  const own = shownZone === 'utc' ? 'UTC' : localZone();
  const [zone, setZone] = useState(own);
  const [refused, setRefused] = useState('');
  const [doing, setDoing] = useState('');
  const printsPdf = useStore(link.store, ({ engine }) => engine?.printsPdf === true);
  const past = usePastRefusal();
  const save = async (ask: Promise<LearningAnswer<FileToSave>>): Promise<void> => {
    setRefused('');
    const answer = await ask;
    setDoing('');
    if (!answer.ok) return setRefused(answer.refusal.message);
    saveAsFile(answer.value);
    said.say(`${answer.value.fileName}: saved`);
  };
  const saveText = (format: ExportFormat): Promise<void> =>
    save(operations.exportIncident(incident.id, format, zone.trim() || 'UTC'));
  const savePdf = (): Promise<void> => {
    setDoing('the PDF is being made');
    return save(operations.pdfOfIncident(incident.id));
  };
  return (
    <details className="review-exports">
      <summary>Save or print</summary>
      <div className="review-ways">
        {formats.map(({ format, word }) => (
          <Button key={format} icon="down" onClick={() => void saveText(format)}>
            {word}
          </Button>
        ))}
        {printsPdf && past === null ? (
          <Button icon="down" disabled={doing === '' ? null : doing} onClick={() => void savePdf()}>
            PDF
          </Button>
        ) : (
          <Button onClick={() => window.print()} title="Opens the print dialog, which can also write a PDF">
            Print or save as PDF
          </Button>
        )}
        <Field label="Time zone of the timeline" value={zone} code hint="An IANA name, such as Europe/Vienna or UTC" problem={refused} onChange={setZone} />
      </div>
    </details>
  ); // prettier-ignore
}

function MoveForm({
  id,
  from,
  to,
  onClose,
  onDone,
}: {
  id: string;
  from: PostMortemStatus;
  to: PostMortemStatus;
  onClose: () => void;
  onDone: () => void;
}) {
  // prettier-ignore
  const { operations } = useConsole();
  const [reason, setReason] = useState('');
  const wanted = postMortemNeedsReason(from, to);
  const act = async (by: string): Promise<string | null> => {
    const refusal = await operations.learn('movePostMortem', { id, by, to, reason });
    if (refusal === null) onDone();
    return refusal;
  };
  return (
    <ActForm title={`Post-mortem: ${postMortemStatusWords[to]}`} button="Record" missing={wanted && reason.trim() === '' ? 'say why' : null} onClose={onClose} act={act}>
      <TextArea label={wanted ? 'Why' : 'Why (not required)'} value={reason} rows={3} onChange={setReason} />
    </ActForm>
  ); // prettier-ignore
}
