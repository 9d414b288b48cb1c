// What an event says, in words: one table for charts and for the timeline. It judges nothing: whether one thing caused
// another is for whoever looks.
import type { Json } from '../facts.ts';
import { showJson } from '../json-words.ts';
import { incidentWordsOf } from '../incident/history-words.ts';
import { learningWordsOf } from '../learning/learning-words.ts';

export type Tone = 'plain' | 'bad' | 'good' | 'gap';

/** The part of a journal event that words are made of. */
export interface Told {
  type: string;
  source: string;
  subject: string | null;
  time: number;
  data: Json;
}

export interface EventWords {
  title: string;
  detail: string;
  tone: Tone;
  /** Where the event tells of a time rather than of a moment. */
  fromMs?: number;
  toMs?: number;
}

type Data = Record<string, Json | undefined>;
type Describe = (data: Data, told: Told) => EventWords | null;

const words = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const count = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);
const plain = (title: string, detail = ''): EventWords => ({ title: title.trim(), detail, tone: 'plain' });
const bad = (title: string, detail = ''): EventWords => ({ title, detail, tone: 'bad' });
const good = (title: string, detail = ''): EventWords => ({ title, detail, tone: 'good' });
const gap = (title: string, detail = ''): EventWords => ({ title, detail, tone: 'gap' });
const about = ({ subject }: Told): string => subject ?? '';

const describers: Record<string, Describe> = {
  'docker.changed': dockerWords,
  'kubernetes.changed': ({ words: said, bad: isBad, name }, told) =>
    (isBad === true ? bad : plain)(`${told.subject ?? words(name)}: ${words(said)}`),
  'object.changed': ({ diff }, told) => plain(`${about(told)} changed`, diffWords(diff)),
  'object.appeared': ({ between }, told) => plain(`${about(told)} appeared`, betweenWords(between)),
  'object.gone': ({ between }, told) => plain(`${about(told)} is gone`, betweenWords(between)),
  'error.first_seen': ({ title, release }, told) => bad(`A new error in ${about(told)}: ${words(title)}`, words(release) === '' ? '' : `with ${words(release)}`), // prettier-ignore
  'error.regressed': ({ title, release }, told) => bad(`Came back in ${about(told)}: ${words(title)}`, words(release) === '' ? '' : `with ${words(release)}`), // prettier-ignore
  'samples.gap': ({ reason, from, to }, told) => ({ ...gap(`No samples of ${about(told)}`, words(reason)), ...interval(from, to) }), // prettier-ignore
  'item.turned': ({ from, to, reason }, told) => outcomeWords(words(to), `${about(told)}, ${outcomes[words(from)] ?? words(from)} before`, words(reason)), // prettier-ignore
  'source.gap': ({ source, reason, from, to }) => ({ ...gap(`${words(source)}: changes may be missing`, words(reason)), ...interval(from, to) }), // prettier-ignore
  'source.covered': ({ source, from, to }) => ({ ...plain(`${words(source)} was watched`), ...interval(from, to) }),
  'source.state': ({ source, to, reason }) => (to === 'live' ? good : gap)(`${words(source)} is ${words(to)}`, words(reason)), // prettier-ignore
  'engine.started': ({ version, afterUnclean }) => plain(`The console started ${words(version)}`, afterUnclean === true ? 'the last one did not end in order' : ''), // prettier-ignore
  'engine.stopped': () => plain('The console was closed'),
  'engine.gap': ({ from, to }) => ({ ...gap('Nobody was looking: the console was not running'), ...interval(from, to) }), // prettier-ignore
  'record.gap': () => gap('Not everything could be recorded'),
  'trigger.firing': (data, told) => bad(`Fires: ${about(told)}`, words(data['words'])),
  'trigger.pending': (data, told) => plain(`Pending: ${about(told)}`, words(data['words'])),
  'trigger.resolved': (data, told) => good(`Resolved: ${about(told)}`, words(data['words'])),
  'trigger.cleared': (data, told) => good(`No longer pending: ${about(told)}`, words(data['words'])),
  'trigger.no_data': (data, told) => gap(`Not known: ${about(told)}`, words(data['words'])),
  'trigger.error': (data, told) => gap(`Could not be evaluated: ${about(told)}`, words(data['words'])),
  'trigger.known': (data, told) => good(`Known again: ${about(told)}`, words(data['words'])),
  'incident.declared': (data, told) =>
    bad(incidentWordsOf(told) ?? `Incident declared: ${words(data['title']) || about(told)}`),
  'incident.said': ({ word }, told) =>
    plain(words((Object(word) as Data)['text']) || about(told), words((Object(word) as Data)['kind'])),
  'incident.suspect': ({ change, status, reason }) =>
    plain(
      `${status === 'match' ? 'The cause' : status === 'suspect' ? 'A suspect' : 'Cleared'}: event ${count(change) ?? '?'}`,
      words(reason),
    ),
  'action.confirmed': ({ action }, told) => plain(`Confirmed: ${words(action)} ${about(told)}`),
  'action.done': ({ action, ok, message }, told) =>
    (ok === false ? bad : plain)(`${ok === false ? 'Failed: ' : ''}${words(action)} ${about(told)}`, words(message)),
  'note.saved': ({ markdown }, told) => plain(`Note on ${told.subject ?? 'a plan'}`, words(markdown)),
  'item.judged': (data, told) => outcomeWords(words(data['outcome']), words(data['title']) || about(told), words(data['reason'])), // prettier-ignore
  'item.ticked': ({ tick }, told) => plain(`Ticked ${words((Object(tick) as Data)['outcome'])}: ${about(told)}`, words((Object(tick) as Data)['note'])), // prettier-ignore
  'run.started': (_data, told) => plain(`Check of ${about(told)} started`),
  'run.finished': ({ verdict }, told) => outcomeWords(words(verdict), `Check of ${about(told)}`, ''),
  'criterion.judged': ({ outcome, reason }, told) => outcomeWords(words(outcome), about(told), words(reason)),
  'objective.judged': ({ outcome, reason, words: said }, told) => outcomeWords(words(outcome), about(told), words(reason) || words(said)), // prettier-ignore
  'soak.judged': ({ outcome, reason }, told) => outcomeWords(words(outcome), about(told), words(reason)),
  'soak.started': ({ durationMs }, told) => plain(`Soak ${about(told)} began`, typeof durationMs === 'number' ? `for ${Math.round(durationMs / 360_000) / 10} h` : ''), // prettier-ignore
  'soak.finished': ({ outcome, words: said }, told) => outcomeWords(words(outcome), `Soak ${about(told)}`, words(said)),
  'soak.stopped': ({ words: said }, told) => plain(`Soak ${about(told)} was stopped`, words(said)),
  'demo.changed': ({ state, faults }) =>
    Array.isArray(faults) && faults.length > 0
      ? bad(`Fault switched on in the demo: ${faults.map((one) => words(one)).join(', ')}`)
      : plain(`The demo is ${words(state)}, without a fault`),
  'demo.deployed': ({ name, from, to }) =>
    plain(`${words(name)} ${words(to)} was deployed`, `in the place of ${words(from)}`),
  'terminal.opened': ({ container }, told) => plain(`Terminal in ${about(told)}`, words(container)),
  'lock.opened': ({ name, minutes }) => plain(`Unlocked ${words(name)} for ${count(minutes) ?? '?'} min`),
  'lock.closed': ({ name, reason }) => plain(`Locked ${words(name)}`, words(reason)),
};

/** What the event says; for a type without words of its own its name, read out, and the words its data may hold. */
export function wordsOfEvent(told: Told): EventWords {
  const data = Object(told.data) as Data;
  const said = describers[told.type]?.(data, told) ?? incidentEventWords(told) ?? learningEventWords(told);
  // Words need data that an event from elsewhere may not have.
  return said === null || said.title === '' ? plainWords(data, told) : said;
}

function incidentEventWords(told: Told): EventWords | null {
  const said = told.type.startsWith('incident.') ? incidentWordsOf(told) : null;
  if (said === null) return null;
  return (/^From .* to (resolved|closed|mitigated)/.test(said) ? good : plain)(said);
}

/** A proof that held is good news; one that did not is none yet. */
function learningEventWords(told: Told): EventWords | null {
  const said = told.type.startsWith('learning.') ? learningWordsOf(told) : null;
  if (said === null) return null;
  return (said.startsWith('Control tried: On the incident') ? good : plain)(said);
}

function plainWords(data: Data, told: Told): EventWords {
  const [what = '', ...done] = told.type.split('.');
  const said = words(data['words']) || words(data['text']) || words(data['markdown']) || words(data['reason']) || words(data['message']); // prettier-ignore
  const title = words(data['title']);
  const head = `${what} ${done.join(' ').replaceAll('_', ' ')}`;
  const subject = title || about(told);
  return plain(`${head.charAt(0).toUpperCase()}${head.slice(1)}${subject === '' ? '' : `: ${subject}`}`, said);
}

const outcomes: Record<string, string> = { pass: 'passed', fail: 'failed', error: 'could not be looked at', inconclusive: 'not enough evidence', met: 'met', not_met: 'not met' }; // prettier-ignore

function outcomeWords(outcome: string, title: string, reason: string): EventWords {
  const said = `${title}: ${outcomes[outcome] ?? outcome.replaceAll('_', ' ')}`;
  if (/^(pass|passed|met|proven)$/.test(outcome)) return good(said, reason);
  return /^(fail|failed|not_met)$/.test(outcome) ? bad(said, reason) : { title: said, detail: reason, tone: 'gap' };
}

function dockerWords({ name, action, image, exitCode }: Data): EventWords {
  const [verb = '', detail = ''] = words(action).split(': ');
  const who = words(name);
  if (verb === 'start') return plain(`${who} started`, words(image));
  if (verb === 'die') return exitCode === 0 ? plain(`${who} ended`) : bad(`${who} ended with ${count(exitCode) === null ? 'an unknown exit code' : `exit code ${count(exitCode)}`}`); // prettier-ignore
  if (verb === 'oom') return bad(`${who} ran out of memory`);
  if (verb === 'health_status') return detail === 'unhealthy' ? bad(`${who} is unhealthy`) : good(`${who} is ${detail}`); // prettier-ignore
  if (verb === 'create') return plain(`${who} was created`, words(image));
  if (verb === 'destroy') return plain(`${who} was removed`, words(image));
  return plain(`${who}: ${words(action).replaceAll('_', ' ')}`, words(image));
}

/** `image: a in place of b`, of the first three that differ. */
function diffWords(diff: Json | undefined): string {
  if (!Array.isArray(diff)) return '';
  const told = diff.slice(0, 3).map((one) => {
    const { path, from, to } = Object(one) as Data;
    return `${words(path)}: ${showJson(to ?? null, 60)} in place of ${showJson(from ?? null, 60)}`;
  });
  return `${told.join('; ')}${diff.length > 3 ? ` and ${diff.length - 3} more` : ''}`;
}

const betweenWords = (between: Json | undefined): string =>
  Array.isArray(between) ? 'at some time while nobody looked' : '';

const interval = (from: Json | undefined, to: Json | undefined): { fromMs?: number; toMs?: number } =>
  typeof from === 'number' && typeof to === 'number' && to > from ? { fromMs: from, toMs: to } : {};
