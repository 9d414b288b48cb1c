// Which system a panel or a query asks. Everything that is Prometheus is asked of the Prometheus of the active environment;
// everything else is named.
import { at, fieldsOf, isFields, listOf, own, textOf } from './json-read.ts';

export type AskedSource =
  | { kind: 'prometheus'; name: string }
  /** Each query names its own. */
  | { kind: 'mixed' }
  /** The answer of another panel. */
  | { kind: 'panel' }
  /** Reckoned by Grafana from other queries. */
  | { kind: 'expression' }
  | { kind: 'other'; words: string };

export interface DataSources {
  of: (written: unknown) => AskedSource;
  /** The value that an export leaves open, by name: `${VAR_PREFIX}`. */
  input: (name: string) => string | null;
}

const prometheusTypes = /^(?:prometheus|grafana-amazonprometheus-datasource|grafana-azureprometheus-datasource|victoriametrics-metrics-datasource|victoriametrics-datasource|mimir|thanos|cortex)$/i; // prettier-ignore
/** Of sources that are named and not typed. */
const otherNames = /\b(?:loki|logs|elastic(?:search)?|opensearch|influx(?:db)?|graphite|cloudwatch|mysql|mssql|postgres(?:ql)?|tempo|jaeger|zipkin|azure monitor|stackdriver|google cloud monitoring|testdata|test data|zabbix|opentsdb|clickhouse|infinity|bigquery|timescale|sqlite|oracle|snowflake|pyroscope|parca|sentry|github|jira|datadog|dynatrace|new relic|splunk)\b/i; // prettier-ignore

const special: Record<string, AskedSource> = {
  '-- Mixed --': { kind: 'mixed' },
  '-- Dashboard --': { kind: 'panel' },
  '-- Grafana --': { kind: 'other', words: 'Grafana itself' },
  grafana: { kind: 'other', words: 'Grafana itself' },
  __expr__: { kind: 'expression' },
};

export function dataSourcesOf(dashboard: unknown, whole: unknown): DataSources {
  const types = new Map<string, string>();
  const inputs = new Map<string, string>();
  for (const input of [...listOf(own(whole, '__inputs')), ...listOf(own(dashboard, '__inputs'))].filter(isFields)) {
    const name = textOf(own(input, 'name'));
    if (own(input, 'type') === 'datasource') types.set(name, textOf(own(input, 'pluginId')));
    else inputs.set(name, textOf(own(input, 'value')));
  }
  for (const variable of listOf(at(dashboard, 'templating.list'))) {
    if (own(variable, 'type') !== 'datasource') continue;
    types.set(textOf(own(variable, 'name')), textOf(own(variable, 'query')));
  }
  const named = (name: string): AskedSource => {
    if (Object.hasOwn(special, name)) return special[name] ?? { kind: 'mixed' };
    const reference = /^\$(\w+)$|^\$\{(\w+)(?::\w+)?\}$|^\[\[(\w+)\]\]$/.exec(name);
    const variable = reference?.[1] ?? reference?.[2] ?? reference?.[3];
    const type = variable === undefined ? undefined : types.get(variable);
    if (type !== undefined && type !== '') return typed(type, variable ?? '');
    if (otherNames.test(name)) return { kind: 'other', words: name };
    return { kind: 'prometheus', name };
  };
  const typed = (type: string, name: string): AskedSource => {
    if (type === 'datasource') return named(name);
    if (Object.hasOwn(special, type)) return special[type] ?? { kind: 'mixed' };
    return prometheusTypes.test(type) ? { kind: 'prometheus', name } : { kind: 'other', words: type };
  };
  return {
    input: (name) => inputs.get(name) ?? null,
    of: (written) => {
      if (!isFields(written)) return typeof written === 'string' && written !== '' ? named(written) : { kind: 'prometheus', name: '' }; // prettier-ignore
      const fields = fieldsOf(written);
      const [type, name] = [textOf(own(fields, 'type')), textOf(own(fields, 'uid')) || textOf(own(fields, 'name'))];
      return type === '' || type.startsWith('$') ? named(name) : typed(type, name);
    },
  };
}
