// Finds the dashboard within what was exported: bare, wrapped by the API of Grafana, as a resource of Kubernetes.
import { OpsError } from '#shared/model/ops-error.ts';
import { at, fieldsOf, isFields, listOf, own, textOf, type Fields } from './json-read.ts';
import type { Notes } from './notes.ts';
import { parseJson } from './parse-json.ts';
import { classicOf } from './version-two.ts';

/** @throws OpsError `bad_input` where there is no dashboard in it; the message says what there is. */
export function unwrap(json: unknown, notes: Notes): Fields {
  if (Array.isArray(json)) {
    const [only] = json;
    if (json.length === 1 && isFields(only)) return unwrap(only, notes);
    throw new OpsError('bad_input', `This is a list of ${json.length} things; a dashboard is one JSON object. Import them one by one.`); // prettier-ignore
  }
  if (!isFields(json)) throw new OpsError('bad_input', `This is ${wordFor(json)}, not a dashboard: a JSON object was expected.`); // prettier-ignore
  const api = textOf(own(json, 'apiVersion'));
  const spec = own(json, 'spec');
  if (isFields(spec) && api.startsWith('dashboard.grafana.app/')) {
    const isSecond = /\/v2/.test(api) || isFields(own(spec, 'elements'));
    return isSecond ? classicOf(spec, notes) : titled(spec, json);
  }
  if (isFields(own(json, 'elements')) && isFields(own(json, 'layout'))) return classicOf(json, notes);
  // The resource of the Grafana operator holds the text of the dashboard.
  if (isFields(spec) && typeof own(spec, 'json') === 'string')
    return unwrap(parseJson(textOf(own(spec, 'json'))), notes);
  const inner = own(json, 'dashboard');
  if (isFields(inner) && !isDashboard(json)) return unwrap(inner, notes);
  // As the catalogue of Grafana gives it.
  const listed = own(json, 'json');
  if (isFields(listed) && !isDashboard(json)) return unwrap(listed, notes);
  if (isDashboard(json)) return json;
  const held = heldIn(json);
  if (held !== null) return unwrap(held, notes);
  throw new OpsError('bad_input', `This is no Grafana dashboard: it has neither panels nor rows. ${keysInWords(json)}`);
}

const isDashboard = (json: unknown): boolean =>
  Array.isArray(own(json, 'panels')) ||
  Array.isArray(own(json, 'rows')) ||
  (own(json, 'schemaVersion') !== undefined && own(json, 'title') !== undefined) ||
  (isFields(own(json, 'templating')) && own(json, 'title') !== undefined);

/**
 * The one dashboard of a ConfigMap or of a map of file names, as the tools of mixins write them; null where it is neither.
 * @throws OpsError `bad_input` where there is none in the ConfigMap, or several.
 */
function heldIn(json: Fields): unknown {
  const isMap = own(json, 'kind') === 'ConfigMap';
  const files = Object.entries(isMap ? fieldsOf(own(json, 'data')) : json).filter(([name]) => !isMap || name.endsWith('.json')); // prettier-ignore
  if (!isMap && (files.length === 0 || !files.every(([name, value]) => name.endsWith('.json') && isDashboard(value)))) return null; // prettier-ignore
  const [only] = files;
  if (only === undefined) throw new OpsError('bad_input', 'This ConfigMap holds no dashboard: nothing in its data ends in .json.'); // prettier-ignore
  if (files.length === 1) return isMap ? parseJson(textOf(only[1])) : only[1];
  const names = files.slice(0, 8).map(([name]) => name.slice(0, 60)).join(', '); // prettier-ignore
  throw new OpsError('bad_input', `It holds ${files.length} dashboards: ${names}${files.length > 8 ? ' and more' : ''}. Import them one by one.`); // prettier-ignore
}

function titled(spec: Fields, json: Fields): Fields {
  return textOf(own(spec, 'title')) !== '' ? spec : { ...spec, title: textOf(at(json, 'metadata.name')) };
}

function wordFor(json: unknown): string {
  if (json === null) return 'null';
  return typeof json === 'string' ? 'a text' : `a ${typeof json}`;
}

function keysInWords(json: Fields): string {
  const keys = Object.keys(json).slice(0, 8);
  if (keys.length === 0) return 'It is an empty object.';
  if (listOf(own(json, 'groups')).length > 0) return 'It looks like a file of Prometheus rules.';
  return `It has ${keys.map((key) => key.slice(0, 40)).join(', ')}.`;
}
