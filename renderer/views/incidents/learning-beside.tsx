// Beside what was learnt: whether it happened before although it was closed, and the playbook of its class with what was
// counted of it.
import type { Incident } from '#shared/model/incident/incident.ts';
import type { Recurrence } from '#shared/model/learning/learning.ts';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';
import { ToldWords } from '../../components/told-words.tsx';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { PlaybookBody } from '../playbooks/playbook-body.tsx';
import { LearningPart } from './learning-part.tsx';

const toldGlyphs: Record<Recurrence['controls'][number]['told'], GlyphName> = { told: 'pass', silent: 'fail', unknown: 'inconclusive' }; // prettier-ignore

export function RecurrencePart({ recurrences }: { recurrences: Recurrence[] }) {
  const { place } = useConsole();
  if (recurrences.length === 0) return null;
  return (
    <LearningPart title="It happened before">
      {recurrences.map(({ incident, daysBetween, controls }) => (
        <div key={incident.id} className="learning-recurrence">
          <p>
            <button type="button" className="link" onClick={() => place.go({ incident: incident.id, incidentTab: 'learning' })}>
              INC-{incident.number} {incident.title}
            </button>
          </p>
          <p className="quiet">
            closed <Moment at={incident.closedAt} />, {daysBetween} {daysBetween === 1 ? 'day' : 'days'} before this one began
          </p>
          {controls.length === 0 ? <p>It had left no control that could have told.</p> : null}
          <ul className="learning-list">
            {controls.map(({ title, kind, told, words, sequence }) => (
              <li key={`${kind} ${title}`}>
                <span className={`learning-state state-${toldGlyphs[told]}`}>
                  <Glyph name={toldGlyphs[told]} /> {told === 'unknown' ? 'not known' : told}
                </span>{' '}
                {title} <span className="quiet">({kind})</span>
                <small className="quiet">
                  {' '}
                  <ToldWords text={words} />
                  {sequence === null ? '' : `, event ${grouped(sequence)}`}
                </small>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </LearningPart>
  ); // prettier-ignore
}

export function ClassPart({ incident, refusal }: { incident: Incident; refusal: string | null }) {
  const { learning } = useConsole();
  const { entries } = useFeed(learning.playbooks);
  if (incident.class === '') {
    return (
      <LearningPart title="Playbook">
        <p className="quiet">The incident has no class. Give it one in Describe, such as attestor.health: its playbook grows of it, and what comes again is seen.</p>
      </LearningPart>
    ); // prettier-ignore
  }
  const playbook = entries.get(incident.class);
  return (
    <LearningPart title="Playbook of its class" way={<code>{incident.class}</code>}>
      {playbook === undefined ? <p className="quiet">Not there yet. It begins with the first playbook entry that is added under Controls, or the first lesson for it that is written under Contributing factors.</p> : <PlaybookBody playbook={playbook} from={incident.id} refusal={refusal} />}
    </LearningPart>
  ); // prettier-ignore
}
