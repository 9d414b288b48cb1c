// For tests: an incident and its post-mortem in which every field holds the same text, and texts that try to act.
import { toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { emptyLearning, type LearningDetail } from '#shared/model/learning/learning.ts';
import { emptyPostMortem, sectionNames, type PostMortemDetail } from '#shared/model/learning/post-mortem.ts';
import { generatedSections } from './generated-sections.ts';
import { incidentTimeline } from './incident-timeline.ts';

export const two = Date.UTC(2026, 10, 3, 14);
const minute = 60_000;
const said = (text: string, occurredAt: number, supersedes: string | null = null) => ({ kind: 'observation' as const, text, occurredAt, endedAt: null, precision: 'exact' as const, timeSource: 'clock' as const, epistemic: 'fact' as const, evidence: [], supersedes }); // prettier-ignore

export function toldOf(text: string) {
  return toldIncident(7, two, { title: text, summary: text, class: 'a.b' }, text)
    .tell('incident.said', two - 5 * minute, { by: text, id: 'w1', word: said(text, two - 5 * minute) }, two + minute)
    .tell('incident.said', two - 4 * minute, { by: 'Bea', id: 'w2', word: said('rather so', two - 4 * minute, 'w1') }, two + 2 * minute); // prettier-ignore
}

export const timelineOf = (text: string, zone = 'UTC') => incidentTimeline({ incident: toldOf(text).incident(), merged: [], events: toldOf(text).events, zone, asOf: null }); // prettier-ignore

export function detailOf(text: string): PostMortemDetail {
  const incident = toldOf(text).incident();
  const id = 'a';
  const learning: LearningDetail = {
    learning: { ...emptyLearning(incident.id), causes: [{ text, by: text, at: two, superseded: false }], factors: [text], lesson: text, actions: [{ id, kind: 'prevent', words: text, owner: text, dueMs: two, status: 'declined', reason: text, history: [] }] }, // prettier-ignore
    controls: [{ control: { id, target: { kind: 'trigger', key: 't' }, title: text, words: text, by: text, at: two, action: null, removed: null, proofs: [], attested: null }, state: 'untried', words: text, defined: text, provable: true, now: { state: 'unknown', words: text, atMs: null, seen: [] } }], // prettier-ignore
    closeReasons: [],
    recurrences: [{ incident: { id: 'b', number: 1, title: text, closedAt: two }, daysBetween: 1, controls: [] }],
  };
  const made = generatedSections({ incident, learning, timeline: timelineOf(text), asOf: null });
  // Half of the sections as the record says, half as a person wrote them.
  const sections = sectionNames.flatMap((name) => [
    { name, text: made[name], generated: true, by: null, at: null, revision: 0 },
    { name, text, generated: false, by: text, at: two, revision: 1 },
  ]);
  return { postMortem: { ...emptyPostMortem(incident.id), statusReason: text, statusBy: text }, title: text, sections };
}

/** Two hundred ways to make a reader of HTML or Markdown act. */
export function payloads(): string[] {
  const tags = ['script', 'img', 'svg', 'iframe', 'object', 'embed', 'link', 'style', 'base', 'meta', 'form', 'video', 'audio', 'math', 'details', 'marquee', 'body', 'input', 'template', 'a']; // prettier-ignore
  const shapes = [
    (tag: string) => `<${tag} src=//evil.example/x onerror=alert(1) onload=alert(1)>`,
    (tag: string) => `"><${tag} href="javascript:alert(1)" onclick='alert(1)'>x</${tag}>`,
    (tag: string) => `</title></style></textarea><${tag.toUpperCase()}/onfocus=alert(1) autofocus>`,
    (tag: string) =>
      `![x](https://evil.example/${tag}.png) [x](javascript:alert(1)) [y][z]\n\n[z]: javascript:alert(1)`,
    (tag: string) => '```\n```\n<' + tag + ' onload=alert(1)>',
    (tag: string) => `| a | b |\n|---|---|\n| <${tag} onload=alert(1)> | x |`,
    (tag: string) => `&lt;${tag} onload=alert(1)&gt; &#60;${tag} onload=alert(1)&#62; &#x3c;${tag}&#x3e;`,
    (tag: string) => `# <${tag} onload=alert(1)>\n- <${tag} onload=alert(1)>\n1. \`<${tag} onload=alert(1)>\``,
    (tag: string) => `\u202e<${tag}\u0000 onload=alert(1)>\u2028**<${tag} onload=alert(1)>**`,
    (tag: string) => `<${tag}\nonload\n=\nalert(1)//'\`;@import url(//evil.example)`,
  ];
  return tags.flatMap((tag) => shapes.map((shape) => shape(tag)));
}
