// Finds the groups of rules in a YAML document: a rule file has them itself, a resource of the Prometheus operator in its
// spec, a list in each of its items.
import type { Place, PlanProblem } from '#shared/model/plan.ts';
import { showPlace, type Path, type YamlTree } from '../plans/yaml-tree.ts';

export interface RuleSpec {
  /** In the form of a rule file. */
  value: unknown;
  path: Path;
  /** A file of its own, whatever else stands in the text. */
  resource: boolean;
}

interface Found {
  specs: RuleSpec[];
  notes: (Place & { message: string })[];
  problems: PlanProblem[];
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value); // prettier-ignore
/** Also what `kubectl get prometheusrules -o yaml` writes. */
const lists: ReadonlySet<unknown> = new Set(['List', 'PrometheusRuleList']);

export function ruleSpecs(tree: YamlTree): Found {
  const found: Found = { specs: [], notes: [], problems: [] };
  const { value } = tree;
  const kind = isFields(value) && !('groups' in value) ? value['kind'] : undefined;
  if (!isFields(value) || typeof kind !== 'string') return { ...found, specs: [{ value, path: [], resource: false }] };
  const problem = (message: string, path: Path): unknown =>
    found.problems.push({ message, ...tree.placeOf(path), path: showPlace(path) });
  if (lists.has(kind)) {
    const items = Array.isArray(value['items']) ? value['items'] : [];
    for (const [index, item] of items.entries()) {
      const other = isFields(item) ? item['kind'] : undefined;
      if (other === 'PrometheusRule') addResource(item, ['items', index], tree, found, problem);
      else found.notes.push({ ...tree.placeOf(['items', index]), message: `a ${typeof other === 'string' ? other : 'thing without a kind'} is no PrometheusRule and is left out` }); // prettier-ignore
    }
  } else if (kind === 'PrometheusRule') addResource(value, [], tree, found, problem);
  else problem(`this is a ${kind}; a rule file has groups, and of resources a PrometheusRule is read`, []);
  return found;
}

function addResource(
  resource: unknown,
  path: Path,
  tree: YamlTree,
  found: Found,
  problem: (message: string, path: Path) => unknown,
): void {
  const spec = isFields(resource) ? resource['spec'] : undefined;
  if (!isFields(spec)) {
    problem('a PrometheusRule has spec with its groups', path);
    return;
  }
  found.specs.push({ value: withoutThanos(spec, [...path, 'spec'], tree, found), path: [...path, 'spec'], resource: true }); // prettier-ignore
}

const thanosKey = 'partial_response_strategy';

/** The one key of a group that resources have and rule files do not. */
function withoutThanos(spec: Fields, path: Path, tree: YamlTree, found: Found): Fields {
  if (!Array.isArray(spec['groups'])) return spec;
  const groups = spec['groups'].map((group: unknown, index) => {
    if (!isFields(group) || !(thanosKey in group)) return group;
    const place = tree.placeOfKey([...path, 'groups', index], thanosKey);
    found.notes.push({ ...place, message: `${thanosKey} is for Thanos and has no effect here` });
    return Object.fromEntries(Object.entries(group).filter(([key]) => key !== thanosKey));
  });
  return { ...spec, groups };
}
