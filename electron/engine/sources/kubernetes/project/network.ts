// Services, the endpoints behind them, and ingresses.
import { countOf, fieldsOf, isFields, listOf, numberOrText, textOf, textOrNull, textsOf, type Fields } from './fields.ts'; // prettier-ignore
import { noTroubles, type Projected } from './projected.ts';

export function projectService(object: Fields, deleting: boolean): Projected<'services'> {
  const spec = fieldsOf(object['spec']);
  const type = textOf(spec['type']) || 'ClusterIP';
  const addresses = [
    ...addressesOf(object),
    ...textsOf(spec['externalIPs']),
    ...(type === 'ExternalName' ? [textOf(spec['externalName'])] : []),
  ];
  const waits = type === 'LoadBalancer' && addresses.length === 0;
  return {
    status: deleting ? 'Terminating' : waits ? 'Pending' : type,
    health: deleting || waits ? 'progressing' : 'ok',
    troubles: noTroubles,
    cells: {
      type,
      clusterIp: textOrNull(spec['clusterIP']),
      addresses,
      ports: listOf(spec['ports']).map((port) => portWords(fieldsOf(port))),
      selector: textValues(spec['selector']),
    },
  };
}

export function projectEndpointSlice(object: Fields): Projected<'endpointslices'> {
  let ready = 0;
  let notReady = 0;
  for (const item of listOf(object['endpoints'])) {
    // Absent means that nobody knows better, and counts as ready by the definition of the API.
    if (fieldsOf(fieldsOf(item)['conditions'])['ready'] === false) notReady++;
    else ready++;
  }
  const ports = listOf(object['ports']).map((item) => {
    const port = fieldsOf(item);
    return `${countOf(port['port'])}/${textOf(port['protocol']) || 'TCP'}`;
  });
  const service = fieldsOf(fieldsOf(object['metadata'])['labels'])['kubernetes.io/service-name'];
  return {
    status: ready > 0 ? 'Ready' : notReady > 0 ? 'NotReady' : 'Empty',
    // The pods behind it say what is wrong with them.
    health: ready > 0 ? 'ok' : notReady > 0 ? 'progressing' : 'ended',
    troubles: noTroubles,
    cells: { service: textOrNull(service), ready, notReady, ports },
  };
}

export function projectIngress(object: Fields, deleting: boolean): Projected<'ingresses'> {
  const spec = fieldsOf(object['spec']);
  const hosts = listOf(spec['rules']).map((rule) => textOf(fieldsOf(rule)['host']) || '*');
  const addresses = addressesOf(object);
  return {
    status: deleting ? 'Terminating' : addresses.length > 0 ? 'Ready' : 'Pending',
    health: deleting || addresses.length === 0 ? 'progressing' : 'ok',
    troubles: noTroubles,
    cells: { className: textOrNull(spec['ingressClassName']), hosts: [...new Set(hosts)], addresses },
  };
}

function addressesOf(object: Fields): string[] {
  const balancer = fieldsOf(fieldsOf(object['status'])['loadBalancer']);
  const names = listOf(balancer['ingress']).map((item) => {
    const entry = fieldsOf(item);
    return textOf(entry['ip']) || textOf(entry['hostname']);
  });
  return names.filter((name) => name !== '');
}

/** As kubectl prints it: `80:30080/TCP`. */
function portWords(port: Fields): string {
  const node = countOf(port['nodePort']);
  const inner = numberOrText(port['port']) ?? '?';
  return `${inner}${node > 0 ? `:${node}` : ''}/${textOf(port['protocol']) || 'TCP'}`;
}

function textValues(value: unknown): Record<string, string> {
  if (!isFields(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, textOf(item)]));
}
