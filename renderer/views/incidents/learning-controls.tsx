// The controls of an incident: what each is, whether it is proven, what it came to on what was recorded and what it is now.
import { useState } from 'react';
import type { Incident } from '#shared/model/incident/incident.ts';
import { controlStateWords, controlWords, type ControlState } from '#shared/model/learning/control.ts';
import type { LearningDetail, ShownControl } from '#shared/model/learning/learning.ts';
import type { Proof, Sight } from '#shared/model/learning/proof.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';
import { ToldWords } from '../../components/told-words.tsx';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, TextArea } from './act-form.tsx';
import { AddControl } from './learning-add-control.tsx';
import { LearningPart } from './learning-part.tsx';

const stateGlyphs: Record<ControlState, GlyphName> = {
  proven: 'pass',
  not_red: 'fail',
  not_green: 'fail',
  cannot_tell: 'inconclusive',
  stale: 'stale',
  untried: 'never',
  attested: 'open',
  unattested: 'never',
  missing: 'error',
  removed: 'cancelled',
};

export interface ControlsProps {
  incident: Incident;
  detail: LearningDetail;
  refusal: string | null;
  again: () => void;
}

export function ControlsPart({ incident, detail, refusal, again }: ControlsProps) {
  const [adding, setAdding] = useState(false);
  const standing = detail.controls.filter(({ state }) => state !== 'removed');
  const removed = detail.controls.filter(({ state }) => state === 'removed');
  return (
    <LearningPart
      title="Controls"
      way={<Button kind={standing.length === 0 ? 'primary' : 'quiet'} disabled={refusal} onClick={() => setAdding(true)}>Add…</Button>} // prettier-ignore
    >
      {standing.length === 0 ? (
        <p className="quiet">
          None yet. A control is a trigger, an item of a plan, or an entry of the playbook. It is proven when it goes red on what
          was recorded of this incident, and is green now.
        </p> // prettier-ignore
      ) : null}
      <ul className="learning-controls">
        {standing.map((shown) => (
          <li key={shown.control.id}>
            <ControlCard incident={incident} shown={shown} refusal={refusal} again={again} />
          </li>
        ))}
      </ul>
      {removed.length === 0 ? null : (
        <details>
          <summary>{removed.length} taken back</summary>
          <ul className="learning-list">
            {removed.map(({ control, words }) => (
              <li key={control.id}>
                <del>{control.title}</del> <span className="quiet">{words}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {adding ? (
        <AddControl incident={incident} actions={detail.learning.actions} onClose={() => setAdding(false)} />
      ) : null}
    </LearningPart>
  );
}

interface CardProps {
  incident: Incident;
  shown: ShownControl;
  refusal: string | null;
  again: () => void;
}

function ControlCard({ incident, shown, refusal, again }: CardProps) {
  const { control, state, words, defined, provable, now } = shown;
  const proof = control.proofs.at(-1);
  const glyph = stateGlyphs[state];
  return (
    <article className={`learning-control learning-control-${glyph}`} aria-label={control.title}>
      <header>
        <span className={`learning-state state-${glyph}`}>
          <Glyph name={glyph} /> {controlStateWords[state]}
        </span>
        <strong>{control.title}</strong>
        <span className="mark mark-plain">{controlWords[control.target.kind]}</span>
      </header>
      <code className="learning-defined">{defined === '' ? control.words : defined}</code>
      <p>
        <ToldWords text={words} />
      </p>
      {provable && proof !== undefined ? <ProofLines proof={proof} now={now} stale={state === 'stale'} /> : null}
      <Ways incident={incident} shown={shown} refusal={refusal} again={again} />
    </article>
  );
}

type Shown = Record<Sight['state'], { glyph: GlyphName; word: string }>;
/** On the incident it is red that is wanted; what stays green there is no good news. */
const onIncidentWords: Shown = { red: { glyph: 'pass', word: 'goes red, as it should' }, green: { glyph: 'fail', word: 'stays quiet' }, unknown: { glyph: 'inconclusive', word: 'not known' } }; // prettier-ignore
const nowWords: Shown = { red: { glyph: 'fail', word: 'red' }, green: { glyph: 'pass', word: 'green' }, unknown: { glyph: 'inconclusive', word: 'not known' } }; // prettier-ignore

function ProofLines({ proof, now, stale }: { proof: Proof; now: Sight; stale: boolean }) {
  const { onIncident, at, by, fromMs, toMs } = proof;
  return (
    <>
      <dl className={`learning-proof${stale ? ' learning-stale' : ''}`}>
        <dt>On the incident</dt>
        <dd>
          <SightWords sight={onIncident} shown={onIncidentWords} />
          {onIncident.seen.length === 0 ? null : (
            <details>
              <summary>What was seen</summary>
              <ol className="learning-seen">
                {onIncident.seen.map((one, index) => (
                  <li key={index}>
                    <Moment at={one.atMs} /> {one.words}
                    {one.sequence === null ? null : <span className="quiet">, event {grouped(one.sequence)}</span>}
                  </li>
                ))}
              </ol>
            </details>
          )}
        </dd>
        <dt>Now</dt>
        <dd>
          <SightWords sight={now} shown={nowWords} />
        </dd>
      </dl>
      <small className="quiet">
        Tried <Moment at={at} /> by {by}, over <Moment at={fromMs} /> to <Moment at={toMs} />
      </small>
    </>
  );
}

function SightWords({ sight, shown }: { sight: Sight; shown: Shown }) {
  const { glyph, word } = shown[sight.state];
  return (
    <span className={`learning-state state-${glyph}`} title={sight.words}>
      <Glyph name={glyph} /> {word}
    </span>
  );
}

function Ways({ incident, shown, refusal, again }: CardProps) {
  const { operations, place, said, who } = useConsole();
  const { control, provable, state } = shown;
  const [asking, setAsking] = useState<'remove' | 'attest' | null>(null);
  const [trying, setTrying] = useState(false);
  const [refused, setRefused] = useState('');
  const tryIt = async (): Promise<void> => {
    setRefused('');
    const answer = await who.as((by) => {
      setTrying(true);
      return operations.prove({ id: incident.id, by, control: control.id });
    });
    setTrying(false);
    if (answer === null) return;
    if (!answer.ok) return setRefused(answer.refusal.message);
    said.say(answer.value.words);
    again();
  };
  const { target } = control;
  const open = target.kind === 'trigger' ? () => place.go({ view: 'triggers', trigger: target.key }) : target.kind === 'playbook_entry' ? null : () => place.go({ view: 'readiness', planId: target.planId as never }); // prettier-ignore
  const busy = trying ? 'it is being tried' : refusal;
  return (
    <>
      <div className="row-of-buttons">
        {provable && state !== 'missing' ? (
          <Button kind={state === 'untried' || state === 'stale' ? 'primary' : 'plain'} disabled={busy} onClick={() => void tryIt()}>
            {trying ? 'Trying…' : control.proofs.length === 0 ? 'Try it on the incident' : 'Try it again'}
          </Button>
        ) : null}
        {provable ? null : (
          <Button disabled={refusal} onClick={() => setAsking('attest')}>
            Speak for it…
          </Button>
        )}
        {open === null ? null : (
          <Button kind="quiet" onClick={open}>
            Look at it
          </Button>
        )}
        <Button kind="quiet" disabled={refusal} onClick={() => setAsking('remove')}>
          Take back…
        </Button>
      </div>
      {refused === '' ? null : (
        <p role="alert" className="field-problem">
          {refused}
        </p>
      )}
      {asking === null ? null : <WordForm incident={incident} shown={shown} asking={asking} onClose={() => setAsking(null)} />}
    </>
  ); // prettier-ignore
}

function WordForm({
  incident,
  shown,
  asking,
  onClose,
}: {
  incident: Incident;
  shown: ShownControl;
  asking: 'remove' | 'attest';
  onClose: () => void;
}) {
  // prettier-ignore
  const { operations } = useConsole();
  const [words, setWords] = useState('');
  const { id: control, title } = shown.control;
  const act = (by: string): Promise<string | null> =>
    asking === 'attest'
      ? operations.learn('attest', { id: incident.id, by, control, words })
      : operations.learn('removeControl', { id: incident.id, by, control, reason: words });
  return (
    <ActForm
      title={asking === 'attest' ? 'Speak for a control' : 'Take a control back'}
      button="Record"
      missing={words.trim() === '' ? (asking === 'attest' ? 'say what makes you sure' : 'say why') : null}
      onClose={onClose}
      act={act}
    >
      <p>{title}</p>
      {asking === 'attest' ? <p className="quiet">It is shown as attested, not proven, and does not close the incident by itself.</p> : null}
      <TextArea label={asking === 'attest' ? 'What makes you sure' : 'Why'} value={words} rows={3} onChange={setWords} />
    </ActForm>
  ); // prettier-ignore
}
