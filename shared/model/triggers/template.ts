// Fills in the templates of labels and annotations as Prometheus does: Go's text/template with its functions. What needs
// the answer of a query is left as it was written, with a mark: nothing is asked here.
import type { Labels } from '../series.ts';
import { mapOf, TemplateError } from './template/go-value.ts';
import { parseTemplate, type Node } from './template/parse.ts';
import { runTemplate, type TemplateScope } from './template/run.ts';

export interface TemplateData {
  /** What a template error names as its place: `__alert_` and the rule's name. */
  name: string;
  /** Of the sample, with `__name__`. */
  labels: Labels;
  value: number;
  externalLabels: Labels;
  externalUrl: string;
}

type Read = { nodes: Node[] } | { problem: string };

// A rule's few texts are filled in again at every evaluation; reading them is most of the work.
const readTexts = new Map<string, Read>();
const readTextsLimit = 1000;

/** Never throws: what went wrong stands in the text, as `<error expanding template: ...>`. */
export function expandTemplate(text: string, data: TemplateData): string {
  if (!text.includes('{{')) return text;
  const read = readTemplate(text);
  if ('problem' in read) return errorText('parsing', data.name, read.problem);
  try {
    return runTemplate(read.nodes, scopeOf(data));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return errorText('executing', data.name, error.message);
  }
}

/** Why a text is no template, in words, or null. */
export function templateProblem(text: string): string | null {
  const read = readTemplate(text);
  return 'problem' in read ? read.problem : null;
}

function readTemplate(text: string): Read {
  const known = readTexts.get(text);
  if (known) return known;
  const read = readAnew(text);
  if (readTexts.size >= readTextsLimit) readTexts.clear();
  readTexts.set(text, read);
  return read;
}

function readAnew(text: string): Read {
  try {
    return { nodes: parseTemplate(text) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { problem: error.message };
  }
}

function scopeOf({ labels, value, externalLabels, externalUrl }: TemplateData): TemplateScope {
  const [labelMap, externalMap] = [mapOf(labels), mapOf(externalLabels)];
  const dot = mapOf({ Labels: labelMap, ExternalLabels: externalMap, ExternalURL: externalUrl, Value: value }, true);
  return {
    dot,
    variables: [
      ['$', dot],
      ['$labels', labelMap],
      ['$externalLabels', externalMap],
      ['$externalURL', externalUrl],
      ['$value', value],
    ],
    externalUrl,
  };
}

function errorText(doing: 'parsing' | 'executing', name: string, message: string): string {
  return `<error expanding template: error ${doing} template ${name}: template: ${name}: ${message}>`;
}
