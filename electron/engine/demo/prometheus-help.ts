// What the demo does where the machine has no Prometheus, and how to get one.

export const prometheusHelp =
  'there is no `prometheus` on PATH; get one with `apt install prometheus`, `brew install prometheus` or from https://prometheus.io/download, and start the demo again';

/**
 * The path at the attestor that the demo's plan then asks in place of a Prometheus. It answers with the API's own form of
 * an error, so the items come out as "could not be looked at" and carry the way to get one; never as a pass, and never by
 * chance from some other Prometheus of this machine.
 */
export const noPrometheusPath = '/no-prometheus';
